<?php
// What WordPress does besides answering, where a sandbox may stand in its way. Prints a name and a result for each.
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/class-pclzip.php';
require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';

function words($result): string
{
    return is_wp_error($result) ? $result->get_error_message() : (string) $result;
}

// A picture that comes in, with the smaller ones that are made of it.
function picture(): string
{
    $file = wp_tempnam('night.png');
    imagepng(imagecreatetruecolor(1600, 900), $file);
    $id = media_handle_sideload(['name' => 'night.png', 'tmp_name' => $file], 0);
    return is_wp_error($id) ? words($id) : (string) wp_get_attachment_image_url($id, 'thumbnail');
}

// A plugin that is unpacked, put in its place and switched on, as from the page of plugins.
function plugin(): string
{
    $place = get_temp_dir() . 'lantern';
    is_dir($place) || mkdir($place);
    file_put_contents("$place/lantern.php", "<?php\n/* Plugin Name: Lantern */\n"
        . "add_action('wp_footer', function () { echo 'the lantern is lit by ', posix_getpwuid(posix_geteuid())['name']; });\n");
    $archive = "$place.zip";
    (new PclZip($archive))->create("$place/lantern.php", PCLZIP_OPT_REMOVE_PATH, get_temp_dir());
    ob_start();
    $installed = (new Plugin_Upgrader(new Automatic_Upgrader_Skin()))->install($archive, ['overwrite_package' => true]);
    ob_end_clean();
    if ($installed !== true) {
        return words($installed);
    }
    return words(activate_plugin('lantern/lantern.php')) ?: 'lit';
}

// Its clock is itself: a visit makes it ask its own web server.
function itself(): string
{
    $answer = wp_remote_get(site_url('/wp-cron.php?doing_wp_cron'), ['timeout' => 10]);
    return is_wp_error($answer) ? words($answer) : (string) wp_remote_retrieve_response_code($answer);
}

function note(): string
{
    return error_log('the night watchman was here') ? 'written' : 'lost';
}

header('Content-Type: text/plain');
foreach (['get_filesystem_method', 'picture', 'plugin', 'itself', 'note'] as $chore) {
    echo $chore, ': ', $chore(), "\n";
}
