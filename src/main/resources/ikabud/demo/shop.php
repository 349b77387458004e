<?php
// A busy site: a steady stream of baskets, most of them waiting for the till.
$total = 0;
for ($line = 0; $line < 2000; $line++) {
    $total += crc32("article $line") % 9000;
}

usleep(random_int(20000, 90000));
if (random_int(1, 40) === 1) {
    error_log('payment service answered late: basket ' . random_int(1000, 9999));
}
header('Content-Type: application/json');
echo json_encode(['items' => 2000, 'total' => $total / 100]);
