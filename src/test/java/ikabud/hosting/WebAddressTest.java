package ikabud.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebAddressTest {
    private static WebAddress address(String text) {
        return WebAddress.parse(text).orElseThrow();
    }

    @Test
    void an_address_is_taken_apart() {
        assertEquals(new WebAddress(true, "example.org", 443, "/"), address("https://Example.org"));
        assertEquals(new WebAddress(false, "127.0.0.1", 8080, "/a?b=c"), address("http://127.0.0.1:8080/a?b=c#d"));
        assertEquals("[2001:db8::1]:81", address("http://[2001:db8::1]:81/").authority());
        assertEquals(
                "https://example.org/shop/x",
                address("https://example.org/shop/x").toString());
    }

    @Test
    void what_is_no_address_is_none() {
        for (String text : List.of(
                "",
                "example.org",
                "ftp://example.org/",
                "http://a b/",
                "http://a:0/",
                "http://a:99999/",
                "http://a/\r\nX: y")) {
            assertTrue(WebAddress.parse(text).isEmpty(), text);
        }
    }

    @Test
    void a_redirect_is_followed_from_where_it_was_given() {
        WebAddress here = address("http://example.org/a/b");

        assertEquals(Optional.of(address("https://example.org/c")), here.follow("https://example.org/c"));
        assertEquals(Optional.of(address("http://example.org/c")), here.follow("/c"));
        assertEquals(Optional.of(address("http://other.org/c")), here.follow("//other.org/c"));
        assertEquals(Optional.empty(), here.follow("javascript:alert(1)"));
    }

    @Test
    void a_directory_is_that_of_the_page() {
        assertEquals("/a/", address("http://example.org/a/b.php?c=/d").directory());
        assertEquals("/", address("http://example.org").directory());
    }
}
