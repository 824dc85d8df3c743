<?php
// Spreads keys over three servers through php-memcached, for client_rings.py:
//   php ring_client.php RING SERVERS store PREFIX COUNT      PREFIX0 is 0, PREFIX1 is 1, ...
//   php ring_client.php RING SERVERS show PREFIX COUNT       the values, one a line
[, $ring, $servers, $what, $prefix, $count] = $argv;
$client = new Memcached();
$client->setOption(Memcached::OPT_BINARY_PROTOCOL, true);
if ($ring === 'ketama-weighted') {
    $client->setOption(Memcached::OPT_LIBKETAMA_COMPATIBLE, true);
} elseif ($ring === 'ketama') {
    $client->setOption(Memcached::OPT_DISTRIBUTION, Memcached::DISTRIBUTION_CONSISTENT);
}
foreach (explode(',', $servers) as $server) {
    [$host, $port] = explode(':', $server);
    $client->addServer($host, (int)$port);
}
for ($number = 0; $number < (int)$count; $number++) {
    if ($what === 'store') {
        $client->set($prefix . $number, (string)$number) || exit(1);
    } else {
        echo $client->get($prefix . $number), "\n";
    }
}
