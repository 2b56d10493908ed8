#include "scenarios/report/schema.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "scenarios/language/decode_device.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/verb.h"
#include "scenarios/language/words.h"
#include "scenarios/report/json.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

// A ${variable} of the matrix may stand wherever a value stands.
Json OrVariable(Json schema) {
  return {{"anyOf", Json::array({std::move(schema), {{"type", "string"}, {"pattern", R"(\$\{)"}}})}};
}

Json OneOrList(const Json& item) { return {{"anyOf", Json::array({item, {{"type", "array"}, {"items", item}}})}}; }

Json Text() { return {{"type", Json::array({"string", "number", "boolean"})}}; }
Json Number() {
  return OrVariable({{"anyOf", Json::array({{{"type", "integer"}, {"minimum", 0}, {"maximum", 4294967295U}},
                                            {{"type", "string"}, {"pattern", "^0[xX][0-9a-fA-F]{1,8}$"}}})}});
}
Json Flag() { return OrVariable({{"enum", Json::array({true, false, "yes", "no"})}}); }

Json WordOf(const KeyInfo& key) {
  Json words = Json::array();
  for (const std::string_view word : key.words()) {
    words.push_back(word);
    if (word == "yes") words.push_back(true);  // editors with YAML 1.1 read these words as truth values
    if (word == "no") words.push_back(false);
  }
  return OrVariable({{"enum", std::move(words)}});
}

Json MappingTo(Json value) { return {{"type", "object"}, {"additionalProperties", std::move(value)}}; }

Json ObjectOf(std::span<const KeyInfo> keys);

Json AnswerWords() { return OrVariable({{"enum", Json::array({"yes", "no", "timeout", true, false})}}); }

// One word for all prompts, or a word for each of those that there are.
Json Answers(const KeyInfo& key) {
  Json prompts = Json::object();
  for (const std::string_view prompt : key.words()) prompts[std::string(prompt)] = AnswerWords();
  const Json each = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(prompts)}};
  return {{"anyOf", Json::array({AnswerWords(), each})}};
}

Json ByStore(const Json& value) {
  Json stores = Json::object();
  for (const std::string_view store : StoreWords()) stores[std::string(store)] = value;
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(stores)}};
}

Json RegistryValue() {
  return {{"anyOf", Json::array({Number(), {{"const", "absent"}}, ObjectOf(kRegistryDataKeys)})}};
}

Json StepSchema() {
  Json step = ObjectOf(StepKeys());
  for (const VerbInfo& verb : Verbs()) {
    Json forms = Json::array();
    if (verb.keys.empty()) forms.push_back({{"type", "null"}});
    if (!verb.keys.empty()) forms.push_back(ObjectOf(verb.keys));
    if (const KeyInfo* main = FindKey(verb.keys, verb.main)) {
      if (main->kind == ValueKind::kPolicies) forms.push_back(MappingTo(Text()));
      if (main->kind != ValueKind::kPolicies) forms.push_back(Text());
    }
    step["properties"][std::string(verb.name)] = {{"description", verb.help}, {"anyOf", std::move(forms)}};
  }
  return step;
}

Json SchemaOf(const KeyInfo& key) {
  switch (key.kind) {
    case ValueKind::kText:
    case ValueKind::kFile:
    case ValueKind::kPattern:
    case ValueKind::kRegistryKey:
    case ValueKind::kBytes:
    case ValueKind::kRoleMask:
      return Text();
    case ValueKind::kReason:
      return {{"type", "string"}};
    case ValueKind::kTexts:
    case ValueKind::kHashes:
    case ValueKind::kFiles:
    case ValueKind::kPaths:
      return OneOrList(Text());
    case ValueKind::kWord:
      return WordOf(key);
    case ValueKind::kDevice:
      return {{"anyOf", Json::array({WordOf(key), Text()})}};
    case ValueKind::kWords:
      return OneOrList(WordOf(key));
    case ValueKind::kNumber:
      return Number();
    case ValueKind::kFlag:
      return Flag();
    case ValueKind::kTime:
      return OrVariable({{"type", "string"}, {"pattern", R"(^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$)"}});
    case ValueKind::kThumbprint:
      return OrVariable({{"type", "string"}, {"pattern", "^[0-9A-Fa-f]{40}$"}});
    case ValueKind::kAnswers:
      return Answers(key);
    case ValueKind::kPolicies:
      return MappingTo(Text());
    case ValueKind::kRegistryTree:
      return MappingTo({{"anyOf", Json::array({{{"const", "absent"}}, MappingTo(RegistryValue())})}});
    case ValueKind::kStores:
      return ByStore(OneOrList({{"anyOf", Json::array({Text(), ObjectOf(kStoreEntryKeys)})}}));
    case ValueKind::kMetabase:
      return MappingTo(ObjectOf(kMetabaseKeys));
    case ValueKind::kFileTree:
      return MappingTo({{"type", "string"}});
    case ValueKind::kReadings:
      return MappingTo(Text());
    case ValueKind::kStoreStates:
      return ByStore(ObjectOf(kStoreStateKeys));
    case ValueKind::kExpect:
      return {{"anyOf",
               Json::array({ObjectOf(ExpectKeys()), {{"type", "array"}, {"items", ObjectOf(ExpectElementKeys())}}})}};
    case ValueKind::kGiven:
      return ObjectOf(GivenKeys());
    case ValueKind::kSteps:
      return {{"type", "array"}, {"minItems", 1}, {"items", StepSchema()}};
    case ValueKind::kMatrix:
      return MappingTo({{"type", "array"}, {"minItems", 1}, {"items", Text()}});
    case ValueKind::kWhen:
      return MappingTo(OneOrList(Text()));
  }
  std::abort();
}

Json ObjectOf(std::span<const KeyInfo> keys) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const KeyInfo& key : keys) {
    Json property = {{"description", key.help}};
    property.update(SchemaOf(key));
    properties[std::string(key.name)] = std::move(property);
    if (key.presence == Presence::kRequired) required.push_back(key.name);
  }
  Json object = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) object["required"] = std::move(required);
  return object;
}

}  // namespace

std::string ScenarioSchema() {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "a wmsim scenario"}};
  schema.update(ObjectOf(ScenarioKeys()));
  return JsonText(schema);
}

}  // namespace wmsim
