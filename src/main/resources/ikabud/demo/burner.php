<?php
// A site whose scripts calculate too much. How long, in milliseconds, is asked for by the visitor and bounded here.
$limit = min(400, max(0, (int) ($_GET['ms'] ?? 0)));
$end = hrtime(true) + $limit * 1000000;
$digest = '';
$rounds = 0;
while (hrtime(true) < $end) {
    $digest = hash('sha256', $digest . $rounds++);
}

header('Content-Type: text/plain');
echo $rounds, ' rounds ', $digest;
