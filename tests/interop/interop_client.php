<?php
// Stores and shows values through php-memcached, for client_values.py:
//   php interop_client.php PORT store
//   php interop_client.php PORT show KEY...     one line each: KEY, type, text
$client = new Memcached();
$client->setOption(Memcached::OPT_BINARY_PROTOCOL, true);
$client->addServer('127.0.0.1', (int)$argv[1]);
if ($argv[2] === 'store') {
    $long = '';
    for ($line = 0; $line < 20000; $line++) {
        $long .= 'line ' . ($line * 7919 % 10007) . "\n";
    }
    $values = ['text' => "h\u{e9}llo", 'bytes' => "\xff\xfe", 'int' => -42, 'float' => 1.5,
               'infinity' => -INF, 'true' => true, 'false' => false, 'null' => null,
               'list' => [1, 'x'], 'fastlz-1' => str_repeat('abcabc-', 400), 'fastlz-2' => $long];
    foreach ($values as $key => $value) {
        $client->set($key, $value) || exit(1);
    }
    $client->setOption(Memcached::OPT_COMPRESSION_TYPE, Memcached::COMPRESSION_ZLIB);
    $client->set('zlib', str_repeat('abcabc-', 400)) || exit(1);
    $client->setOption(Memcached::OPT_USER_FLAGS, 0x1234);
    $client->set('user-flags', 7) || exit(1);
}
foreach (array_slice($argv, 3) as $key) {
    $value = $client->get($key);
    $text = is_bool($value) ? var_export($value, true) : (string)$value;
    echo "$key\t" . gettype($value) . "\t" . (preg_match('//u', $text) ? $text : bin2hex($text)) . "\n";
}
