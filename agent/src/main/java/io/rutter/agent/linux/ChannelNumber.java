package io.rutter.agent.linux;

import java.lang.reflect.Method;
import java.nio.channels.Channel;
import java.util.Optional;

/** The descriptor behind a channel of Java's. */
public final class ChannelNumber {
    private static final ClassValue<Method> NUMBER = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> channel) {
            try {
                Method getter = channel.getDeclaredMethod("getFDVal");
                getter.setAccessible(true);
                return getter;
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(channel + " does not tell its descriptor", e);
            }
        }
    };

    private ChannelNumber() {}

    /** A channel does not give its number away; its words for itself do not hold it either, so the field is read. */
    public static Optional<Integer> of(Channel channel) {
        try {
            return Optional.of((Integer) NUMBER.get(channel.getClass()).invoke(channel));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
