package redress.local.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonMessagesTest {
    private final Contract contract = Contract.load();
    private final JsonMessages json = new JsonMessages(contract, true);

    @Test
    void keepsTheContractsFieldNames() {
        var type = contract.method("redress.cases.v1.CaseService/ListCases").getInputType();
        assertThat(
                        json.write(
                                json.read(
                                        type,
                                        "{\"page_size\": 5, \"order\": \"CASE_ORDER_URGENCY\"}")))
                .isEqualTo("{\"page_size\":5,\"order\":\"CASE_ORDER_URGENCY\"}");
    }

    @Test
    void refusesAnUnknownFieldNamingTheNearest() {
        var type = contract.method("redress.cases.v1.CaseService/OpenCase").getInputType();
        assertThatThrownBy(() -> json.read(type, "{\"details\": {\"titel\": \"x\"}}"))
                .isInstanceOf(WrongCall.class)
                .hasMessageContaining("titel")
                .hasMessageContaining("title");
    }

    @Test
    void refusesAnUnknownMethodNamingTheNearest() {
        assertThatThrownBy(() -> contract.method("redress.cases.v1.CaseService/OpenCas"))
                .isInstanceOf(WrongCall.class)
                .hasMessageContaining("expected one of: redress.cases.v1.CaseService/OpenCase,");
    }
}
