<?php
// A site with a cache that only grows, until the visitor is done with it. It warns of that in its log.
$seconds = min(40, max(1, (int) ($_GET['s'] ?? 1)));
$cache = [];
for ($second = 1; $second <= $seconds; $second++) {
    $cache[] = str_repeat(chr(65 + $second % 26), 1 << 20);
    if ($second % 5 === 0) {
        trigger_error('cache holds ' . count($cache) . ' MB and nothing is ever removed from it', E_USER_WARNING);
    }
    sleep(1);
}

header('Content-Type: text/plain');
echo count($cache), ' MB';
