#include "scenarios/report/run_schema.h"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

#include "emulator/step_result.h"
#include "scenarios/report/json.h"
#include "scenarios/runner/run.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

Json Typed(const char* type) { return {{"type", type}}; }
Json Text() { return Typed("string"); }
Json Flag() { return Typed("boolean"); }
Json Count() { return {{"type", "integer"}, {"minimum", 0}}; }
Json Place() { return {{"type", "integer"}, {"minimum", 1}}; }
Json Pattern(const char* pattern) { return {{"type", "string"}, {"pattern", pattern}}; }
Json OrNull(Json schema) { return {{"anyOf", Json::array({std::move(schema), Typed("null")})}}; }
Json ListOf(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }

template <class Words>
Json WordOf() {
  Json words = Json::array();
  for (const std::string_view word : kWordsOf<Words>) words.push_back(word);
  return {{"enum", std::move(words)}};
}

// An object with these keys, every one of them, and no other.
Json Object(std::initializer_list<std::pair<const char*, Json>> keys) {
  Json properties = Json::object(), required = Json::array();
  for (const auto& [key, schema] : keys) {
    properties[key] = schema;
    required.push_back(key);
  }
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", properties}, {"required", required}};
}

Json Input() { return Object({{"field", Text()}, {"class", Text()}, {"value", Text()}}); }

Json Rule() {
  return Object({{"rule", Text()},
                 {"stops", Flag()},
                 {"inputs", ListOf(Input())},
                 {"source", Text()},
                 {"confidence", WordOf<Confidence>()}});
}

Json Message() { return Object({{"id", Text()}, {"text", Text()}, {"verbatim", Flag()}, {"source", Text()}}); }

Json Prompt() {
  return Object(
      {{"id", Text()}, {"text", Text()}, {"verbatim", Flag()}, {"answer", WordOf<Answer>()}, {"defaulted", Flag()}});
}

Json ChangeSchema() {
  return Object({{"kind", Text()},
                 {"where", Text()},
                 {"before", OrNull(Text())},
                 {"after", OrNull(Text())},
                 {"takes-effect", WordOf<TakesEffect>()}});
}

Json Hint() {
  return Object({{"id", Text()}, {"text", Text()}, {"source", Text()}, {"confidence", WordOf<Confidence>()}});
}

Json Thumbprint() { return Pattern("^[0-9A-F]{40}$"); }

Json Certificate() {
  return Object({{"thumbprint", Thumbprint()},
                 {"subject", Text()},
                 {"store", Text()},
                 {"part", Text()},
                 {"private-key", Flag()}});
}

Json FailureSchema() {
  return Object({{"field", Text()}, {"expected", Text()}, {"actual", Text()}, {"line", Count()}, {"column", Count()}});
}

Json ErrorSchema() {
  return Object({{"file", OrNull(Text())}, {"line", OrNull(Place())}, {"column", OrNull(Place())}, {"text", Text()}});
}

// A step that was not done has null for all but its verb, title, line, status and failures.
Json StepSchema() {
  return Object({{"verb", Text()},
                 {"outcome", OrNull(WordOf<Outcome>())},
                 {"exit", OrNull({{"enum", Json::array({0, 1, 2})}})},
                 {"message", OrNull(Message())},
                 {"rule", OrNull(Text())},
                 {"blockers", OrNull(ListOf(Text()))},
                 {"trace", OrNull(ListOf(Rule()))},
                 {"prompts", OrNull(ListOf(Prompt()))},
                 {"changes", OrNull(ListOf(ChangeSchema()))},
                 {"risks", OrNull(ListOf(Object({{"id", Text()}, {"text", Text()}, {"source", Text()}})))},
                 {"hints", OrNull(ListOf(Hint()))},
                 {"restart-required", OrNull(Flag())},
                 {"hresult", OrNull(Pattern("^0x[0-9A-F]{8}$"))},
                 {"trust", OrNull(WordOf<Trust>())},
                 {"role-mask", OrNull(Count())},
                 {"thumbprint", OrNull(Thumbprint())},
                 {"subject", OrNull(Text())},
                 {"store", OrNull(Text())},
                 {"part", OrNull(Text())},
                 {"certificates", OrNull(ListOf(Certificate()))},
                 {"root-checked", OrNull(Flag())},
                 {"console", OrNull(ListOf(Text()))},
                 {"tool-exit", OrNull(Typed("integer"))},
                 {"response", OrNull(Text())},
                 {"wanted-issuer", OrNull(Text())},
                 {"problem", OrNull(Text())},
                 {"title", Text()},
                 {"line", Place()},
                 {"status", WordOf<StepStatus>()},
                 {"failures", ListOf(FailureSchema())}});
}

Json ScenarioObject() {
  return Object({{"id", Text()},
                 {"name", OrNull(Text())},
                 {"file", Text()},
                 {"line", OrNull(Place())},
                 {"device", OrNull(Text())},
                 {"matrix", {{"type", "object"}, {"additionalProperties", Text()}}},
                 {"status", WordOf<CaseStatus>()},
                 {"note", OrNull(Text())},
                 {"errors", ListOf(ErrorSchema())},
                 {"steps", ListOf(StepSchema())}});
}

Json SelectionSchema() {
  return Object(
      {{"cases", Count()}, {"shard", OrNull(Object({{"index", Place()}, {"count", Place()}, {"of", Count()}}))}});
}

}  // namespace

std::string RunSchema() {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "what wmsim run --format json prints"}};
  const Json run = Object({{"format", {{"const", 1}}},
                           {"selection", SelectionSchema()},
                           {"scenarios", ListOf(ScenarioObject())},
                           {"summary", Object({{"total", Count()},
                                               {"passed", Count()},
                                               {"failed", Count()},
                                               {"skipped", Count()},
                                               {"xfailed", Count()},
                                               {"errors", Count()}})}});
  schema.update(run);
  schema["properties"]["coverage"] = Typed("object");  // with --coverage
  return JsonText(schema);
}

}  // namespace wmsim
