<?php
// A quiet site: now and then a visitor reads a page.
$articles = ['Sowing beans', 'A gate that sticks', 'Rain at last', 'The old press', 'Letters to a neighbour'];
$title = $articles[random_int(0, count($articles) - 1)];

usleep(random_int(5000, 40000));
header('Content-Type: text/html; charset=utf-8');
echo '<!doctype html><title>', $title, '</title><h1>', $title, '</h1><p>', str_repeat('Lorem ipsum. ', 40), '</p>';
