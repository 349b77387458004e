<?php
// A visitor with a browser's memory: visit.php COOKIES URL [NAME=VALUE...]; with values it sends a form. Prints text alone.
[, $jar, $url] = $argv;
$form = array_slice($argv, 3);
$cookies = is_file($jar) ? json_decode(file_get_contents($jar), true) : [];
$sent = implode('; ', array_map(fn($name) => "$name=$cookies[$name]", array_keys($cookies)));
$body = implode('&', array_map(fn($pair) => preg_replace_callback('/=(.*)$/s', fn($m) => '=' . urlencode($m[1]), $pair), $form));
$context = stream_context_create(['http' => [
    'method' => $form ? 'POST' : 'GET',
    'header' => "Cookie: $sent\r\nContent-Type: application/x-www-form-urlencoded",
    'content' => $body,
    'ignore_errors' => true,
    'follow_location' => 0,
    'timeout' => 30,
]]);
$page = file_get_contents($url, false, $context);
foreach ($http_response_header ?? [] as $line) {
    if (preg_match('/^Set-Cookie: ([^=]+)=([^;]*)/i', $line, $found)) {
        $cookies[$found[1]] = $found[2];
    }
}
file_put_contents($jar, json_encode($cookies));
$text = (bool) preg_grep('~^Content-Type: text/~i', $http_response_header ?? []);
echo $http_response_header[0] ?? 'no answer', "\n", $text ? $page : '';
