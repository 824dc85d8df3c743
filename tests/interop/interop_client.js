// Stores and shows values through memjs, for client_values.py:
//   node interop_client.js PORT store
//   node interop_client.js PORT show KEY...     one line each: KEY, flags, text
const memjs = require('memjs');

async function main() {
  const [port, what, ...keys] = process.argv.slice(2);
  const client = memjs.Client.create(`127.0.0.1:${port}`);
  if (what === 'store') {
    await client.set('text', 'h\u00e9llo', {});
    await client.set('bytes', Buffer.from([0xff, 0xfe]), {});
  }
  for (const key of keys) {
    const { value, flags } = await client.get(key);
    const text = value.toString();
    console.log([key, flags.readUInt32BE(0),
                 text.includes('\ufffd') ? value.toString('hex') : text].join('\t'));
  }
  client.close();
}

main().catch((error) => { console.error(error); process.exit(1); });
