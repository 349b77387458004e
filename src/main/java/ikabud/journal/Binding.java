package ikabud.journal;

import ikabud.model.ProcessIdentity;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Fills the parameters of a statement from left to right. */
final class Binding {
    private final PreparedStatement statement;
    private int last;

    Binding(PreparedStatement statement) {
        this.statement = statement;
    }

    Binding text(@Nullable String value) throws SQLException {
        statement.setString(++last, value);
        return this;
    }

    Binding number(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    Binding number(@Nullable Long value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }

    Binding number(OptionalLong value) throws SQLException {
        return number(value.isPresent() ? (Long) value.getAsLong() : null);
    }

    Binding number(OptionalInt value) throws SQLException {
        return number(value.isPresent() ? (Long) (long) value.getAsInt() : null);
    }

    Binding word(Enum<?> value) throws SQLException {
        return text(name(value));
    }

    /** The word that is stored for a constant. */
    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Four columns: boot id, PID namespace, PID, start ticks. */
    Binding identity(@Nullable ProcessIdentity identity) throws SQLException {
        if (identity == null) {
            return text(null).number((Long) null).number((Long) null).number((Long) null);
        }
        return text(identity.bootId())
                .number(identity.pidNamespace())
                .number(identity.pid())
                .number(identity.startTicks());
    }

    /** The identity in a row; null where there is none. */
    static @Nullable ProcessIdentity identity(ResultSet row) throws SQLException {
        String boot = row.getString("boot_id");
        if (boot == null) {
            return null;
        }
        return new ProcessIdentity(boot, row.getLong("pid_namespace"), row.getInt("pid"), row.getLong("start_ticks"));
    }

    /** The number in a row; null where there is none. */
    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** The constant a word stands for; empty for a word that nobody here wrote. */
    static <E extends Enum<E>> Optional<E> word(Class<E> type, String word) {
        try {
            return Optional.of(Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
