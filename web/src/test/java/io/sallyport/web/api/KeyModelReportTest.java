// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.fido.SimulatedSecurityKey;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The device report's column of models, for a key that proved its own and one that did not. */
class KeyModelReportTest extends OneKeyServer {
    @Test
    void aModelIsThereWhereItIsProven() throws IOException, InterruptedException {
        server.running().put("marla", "Allow", "sallyport:GetDeviceReport");
        Client marla = server.signedIn("marla");
        enrol("zoe", server.made(MODEL)).expect(200);
        enrol("marla", new SimulatedSecurityKey(server.environment())).expect(200);
        HttpResponse<String> csv = HttpClient.newHttpClient()
                .send(marla.request("/api/v1/reports/devices").GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(csv.body().lines())
                .anySatisfy(line -> assertThat(line).contains(":user/zoe,", "Simulated " + MODEL.name(), ",verified,"))
                .anySatisfy(line -> assertThat(line).contains(":user/marla,", ",no_information,not_verified,"));
    }
}
