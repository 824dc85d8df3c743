// Spreads keys over three servers through memjs, for client_rings.py:
//   node ring_client.js RING SERVERS store PREFIX COUNT      PREFIX0 is 0, PREFIX1 is 1, ...
//   node ring_client.js RING SERVERS show PREFIX COUNT       the values, one a line
const memjs = require('memjs');

async function main() {
  const [, servers, what, prefix, count] = process.argv.slice(2);
  const client = memjs.Client.create(servers);
  for (let number = 0; number < Number(count); number += 1) {
    if (what === 'store') {
      await client.set(`${prefix}${number}`, String(number), {});
    } else {
      console.log(String((await client.get(`${prefix}${number}`)).value));
    }
  }
  client.close();
}

main().catch((error) => { console.error(error); process.exit(1); });
