<?php
// A site with a faulty extension: now and then it takes its worker with it.
if (isset($_GET['crash'])) {
    error_log('calling the faulty extension');
    if (function_exists('posix_kill')) {
        posix_kill(getmypid(), 11);
    }
    // Without that function the worker runs into its memory limit instead.
    $full = '';
    while (true) {
        $full .= str_repeat('x', 1 << 20);
    }
}

usleep(random_int(2000, 10000));
header('Content-Type: text/plain');
echo 'still here';
