// The words of the language, collected from the tables that own them: for keys that take words, their error messages
// and the schema.
#pragma once

#include <string_view>
#include <vector>

namespace wmsim {

std::vector<std::string_view> DeviceWords();
std::vector<std::string_view> OutcomeWords();
std::vector<std::string_view> RuleWords();        // the ids of all rules
std::vector<std::string_view> RuleOrNoneWords();  // and `none`
std::vector<std::string_view> MessageWords();     // with `none`
std::vector<std::string_view> PromptWords();      // the messages that rules ask
std::vector<std::string_view> RiskWords();
std::vector<std::string_view> StoreWords();
std::vector<std::string_view> ConfigurationWords();
std::vector<std::string_view> ConfigurationOrNoneWords();
std::vector<std::string_view> RapiCallWords();
std::vector<std::string_view> PushKindWords();
std::vector<std::string_view> GatewayWords();
std::vector<std::string_view> DocumentRouteWords();
std::vector<std::string_view> PushSecurityWords();
std::vector<std::string_view> PushSignatureWords();
std::vector<std::string_view> EnteredPinWords();
std::vector<std::string_view> StoreOrNoneWords();
std::vector<std::string_view> PartWords();
std::vector<std::string_view> PartOrNoneWords();
std::vector<std::string_view> TrustOrNoneWords();
std::vector<std::string_view> SignatureWords();
std::vector<std::string_view> TrustWords();
std::vector<std::string_view> RegistryWriterWords();
std::vector<std::string_view> ClientWords();
std::vector<std::string_view> ProgramWords();
std::vector<std::string_view> AnswersModeWords();

}  // namespace wmsim
