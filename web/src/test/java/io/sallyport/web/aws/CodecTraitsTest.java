// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.LocationTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.Trait;
import software.amazon.awssdk.utils.builder.Buildable;

/** What the Query protocol can say although no request of IAM and STS says it so far; examples of Smithy's awsQuery page. */
class CodecTraitsTest {
    /** Its own builder; the values by member. */
    public static final class Sample implements SdkPojo, Buildable {
        final Map<String, Object> values = new HashMap<>();

        public static Sample builder() {
            return new Sample();
        }

        @Override
        public Object build() {
            return this;
        }

        @Override
        public List<SdkField<?>> sdkFields() {
            SdkField<String> item = field(MarshallingType.STRING, "item", "member");
            return List.of(
                    field(
                            MarshallingType.LIST,
                            "flatList",
                            "Flat",
                            ListTrait.builder()
                                    .memberFieldInfo(item)
                                    .isFlattened(true)
                                    .build()),
                    field(
                            MarshallingType.LIST,
                            "namedList",
                            "Named",
                            ListTrait.builder()
                                    .memberFieldInfo(item)
                                    .memberLocationName("Item")
                                    .build()),
                    field(
                            MarshallingType.MAP,
                            "flatMap",
                            "FlatMap",
                            MapTrait.builder()
                                    .keyLocationName("Name")
                                    .valueLocationName("Setting")
                                    .valueFieldInfo(item)
                                    .isFlattened(true)
                                    .build()),
                    field(
                            MarshallingType.MAP,
                            "map",
                            "Map",
                            MapTrait.builder().valueFieldInfo(item).build()),
                    field(MarshallingType.SDK_BYTES, "blob", "Blob"),
                    field(MarshallingType.LONG, "number", "Number"),
                    field(MarshallingType.INSTANT, "time", "Time"));
        }

        private static <T> SdkField<T> field(
                MarshallingType<? super T> type, String member, String location, Trait... traits) {
            LocationTrait place = LocationTrait.builder()
                    .location(MarshallLocation.PAYLOAD)
                    .locationName(location)
                    .build();
            Trait[] all = new Trait[traits.length + 1];
            all[0] = place;
            System.arraycopy(traits, 0, all, 1, traits.length);
            return SdkField.<T>builder(type)
                    .memberName(member)
                    .getter(sample -> {
                        @SuppressWarnings("unchecked")
                        T value = (T) ((Sample) sample).values.get(member);
                        return value;
                    })
                    .setter((sample, value) -> ((Sample) sample).values.put(member, Objects.requireNonNull(value)))
                    .traits(all)
                    .build();
        }
    }

    private static Sample read(String body) {
        return QueryReader.read(QueryRequest.parse(body.getBytes(StandardCharsets.UTF_8)), Sample.class);
    }

    private static Sample with(String member, Object value) {
        Sample sample = new Sample();
        sample.values.put(member, value);
        return sample;
    }

    private static void writes(String member, Object value, String xml) {
        assertThat(XmlWriter.response(Api.IAM, "Sample", with(member, value), "r-1"))
                .contains("<SampleResult>" + xml + "</SampleResult>");
    }

    @Test
    void flattenedListsHaveNoMember() {
        assertThat(read("Flat.1=a&Flat.2=b").values).containsEntry("flatList", List.of("a", "b"));
        writes("flatList", List.of("a", "b"), "<Flat>a</Flat><Flat>b</Flat>");
    }

    @Test
    void listsMayNameTheirMembers() {
        assertThat(read("Named.Item.1=a").values).containsEntry("namedList", List.of("a"));
        writes("namedList", List.of("a"), "<Named><Item>a</Item></Named>");
    }

    @Test
    void flattenedMapsHaveNoEntry() {
        assertThat(read("FlatMap.1.Name=k&FlatMap.1.Setting=v").values).containsEntry("flatMap", Map.of("k", "v"));
        writes("flatMap", Map.of("k", "v"), "<FlatMap><Name>k</Name><Setting>v</Setting></FlatMap>");
    }

    @Test
    void mapsHaveEntries() {
        assertThat(read("Map.entry.1.key=k&Map.entry.1.value=v").values).containsEntry("map", Map.of("k", "v"));
        writes("map", Map.of("k", "v"), "<Map><entry><key>k</key><value>v</value></entry></Map>");
    }

    @Test
    void blobsAreBase64() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, (byte) 0xff, 0x10});

        assertThat(read("Blob=AP8Q").values).containsEntry("blob", bytes);
        writes("blob", bytes, "<Blob>AP8Q</Blob>");
    }

    @Test
    void longsAndTimesAreRead() {
        assertThat(read("Number=9007199254740993&Time=2026-02-12T01:55:49Z").values)
                .containsEntry("number", 9007199254740993L)
                .containsEntry("time", java.time.Instant.parse("2026-02-12T01:55:49Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Blob=*",
                "Time=yesterday",
                "Time=2026-13-01T00:00:00Z",
                "Number=x",
                "Map.entry.1.value=v",
                "Map.entry.1.key=k",
                "FlatMap.x.Name=k"
            })
    void refusesWhatIsNotOfItsType(String body) {
        assertThatThrownBy(() -> read(body)).hasMessageStartingWith("MalformedInput: ");
    }
}
