// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Base64;
import java.util.Locale;

/** What a value of a condition key may be declared to be (IAM API, {@code ContextKeyTypeEnum}, without the lists). */
public enum ContextValueType {
    STRING {
        @Override
        public boolean accepts(String value) {
            return true;
        }
    },
    NUMERIC {
        @Override
        public boolean accepts(String value) {
            return ConditionOperator.NUMERIC_EQUALS.test(value, false).isPresent();
        }
    },
    /** Whatever is not true, in any case, is false. */
    BOOLEAN {
        @Override
        public boolean accepts(String value) {
            return true;
        }

        @Override
        public String normalized(String value) {
            return String.valueOf(value.toLowerCase(Locale.ROOT).equals("true"));
        }
    },
    IP {
        @Override
        public boolean accepts(String value) {
            return ConditionOperator.IP_ADDRESS.test(value, false).isPresent();
        }
    },
    /** Base64 with its padding, and without bits that stand for nothing. */
    BINARY {
        @Override
        public boolean accepts(String value) {
            try {
                return Base64.getEncoder()
                        .encodeToString(Base64.getDecoder().decode(value))
                        .equals(value);
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
        }
    },
    DATE {
        @Override
        public boolean accepts(String value) {
            return ConditionOperator.DATE_EQUALS.test(value, false).isPresent();
        }
    };

    public abstract boolean accepts(String value);

    /** The value as conditions compare it. */
    public String normalized(String value) {
        return value;
    }
}
