<?php
// Written by Ikabud for blog. While a file named "shut" lies beside it, every request gets a 503.
if (PHP_SAPI !== 'cli' && is_file(__DIR__ . '/shut')) {
    http_response_code(503);
    header('Retry-After: 300');
    header('Cache-Control: no-store');
    header('Content-Type: text/plain; charset=UTF-8');
    exit("This site is down for maintenance. Please come back later.\n");
}
// What comes first without us.
require '/home/me/it\'s first.php';
