<?php
// php-memcached logs in to a server on the port given: see serve_login_clients.py.
function client($name, $password) {
    global $argv;
    $client = new Memcached();
    $client->setOption(Memcached::OPT_BINARY_PROTOCOL, true);
    if ($name !== null) $client->setSaslAuthData($name, $password);
    $client->addServer('127.0.0.1', (int)$argv[1]);
    return $client;
}

function expect($condition, $what) {
    if ($condition) return;
    fwrite(STDERR, "php-memcached: $what\n");
    exit(1);
}

$ann = client('ann', 'secret');
expect($ann->set('php', 'value') && $ann->get('php') === 'value', 'a login');
foreach ([['ann', 'wrong'], ['nobody', 'secret'], [null, null]] as [$name, $password]) {
    expect(!client($name, $password)->set('php', 'evil'), "refused: $name, $password");
}
$shop = client('shop', 'secret');
expect($shop->set('cart:php', 'mine') && $shop->get('cart:php') === 'mine', 'own keys');
expect(!$shop->set('php', 'evil') && $shop->get('php') === false, "others' keys");
$reader = client('reader', 'secret');
expect($reader->get('php') === 'value' && !$reader->set('php', 'evil'), 'a reader');
$reader->flush();  // libmemcached does not tell what became of it
expect($ann->get('php') === 'value', 'nothing was changed');
echo "php-memcached: all as expected\n";
