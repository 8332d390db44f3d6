package io.rutter.persistence.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTypeResolverBuilder;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import io.rutter.engine.entity.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wherever a field's type is an interface of the wire, its value says by registered name which case it is. No annotation is
 * needed on the types, and nothing but the registry can be named.
 */
final class SealedNames extends TypeIdResolverBase {
    private static final String PROPERTY = "@";

    private final Map<Class<?>, WireType> byClass;
    private final Map<String, WireType> byName;

    SealedNames(Map<Class<?>, WireType> byClass, Map<String, WireType> byName) {
        this.byClass = byClass;
        this.byName = byName;
    }

    DefaultTypeResolverBuilder resolver() {
        var builder = new ForInterfaces();
        builder.init(JsonTypeInfo.Id.CUSTOM, this);
        builder.inclusion(JsonTypeInfo.As.PROPERTY);
        builder.typeProperty(PROPERTY);
        return builder;
    }

    @Override
    public String idFromValue(Object value) {
        WireType type = byClass.get(value.getClass());
        if (type == null) {
            throw new IllegalStateException(value.getClass().getName() + " is not in the wire registry");
        }
        return type.name();
    }

    @Override
    public String idFromValueAndType(Object value, Class<?> suggested) {
        return idFromValue(value);
    }

    @Override
    public JavaType typeFromId(DatabindContext context, String id) {
        WireType type = byName.get(id);
        if (type == null) {
            throw new UnknownWireType("a value of type " + id);
        }
        return context.constructType(type.type());
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }

    /** Says where names are needed: at interfaces, never at records. */
    private static final class ForInterfaces extends DefaultTypeResolverBuilder {
        private static final long serialVersionUID = 1;

        ForInterfaces() {
            super(
                    DefaultTyping.NON_FINAL,
                    BasicPolymorphicTypeValidator.builder()
                            .allowIfSubType(Wire.class)
                            .build());
        }

        @Override
        public boolean useForType(@Nullable JavaType type) {
            return type != null && type.isInterface() && type.isTypeOrSubTypeOf(Wire.class);
        }
    }
}
