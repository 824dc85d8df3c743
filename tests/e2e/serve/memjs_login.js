// memjs logs in to the port given: see serve_login_clients.py.
const [port] = process.argv.slice(2);
const memjs = require('memjs');
const quiet = { log: () => {} };

const client = (username, password) =>
  memjs.Client.create(`127.0.0.1:${port}`, { username, password, retries: 0, logger: quiet });

const refused = async (promise) => {
  try {
    const answer = await promise;
    return answer === false || answer === null || answer.value === null;
  } catch (error) {
    return true;
  }
};

const expect = (condition, what) => {
  if (condition) return;
  console.error(`memjs: ${what}`);
  process.exit(1);
};

const main = async () => {
  const ann = client('ann', 'secret');
  expect(await ann.set('js', 'value', {}), 'a login');
  expect((await ann.get('js')).value.toString() === 'value', 'a value');
  for (const [name, password] of [['ann', 'wrong'], ['nobody', 'secret'], [undefined, undefined]]) {
    expect(await refused(client(name, password).set('js', 'evil', {})), `refused: ${name}`);
  }
  const shop = client('shop', 'secret');
  expect(await shop.set('cart:js', 'mine', {}), 'own keys');
  expect(await refused(shop.set('js', 'evil', {})), "others' keys");
  const reader = client('reader', 'secret');
  expect((await reader.get('js')).value.toString() === 'value', 'a reader reads');
  expect(await refused(reader.set('js', 'evil', {})), 'a reader does not write');
  expect((await ann.get('js')).value.toString() === 'value', 'nothing was changed');
  console.log('memjs: all as expected');
  process.exit(0);
};

main();
