#include "scenarios/report/schema.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/verb.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;

Json Schema() { return Json::parse(ScenarioSchema()); }

// The objects with properties among a schema and its alternatives.
void AddObjects(const Json& schema, std::vector<Json>& objects) {
  if (schema.contains("properties")) objects.push_back(schema);
  if (schema.contains("items")) AddObjects(schema.at("items"), objects);
  if (!schema.contains("anyOf")) return;
  for (const Json& one : schema.at("anyOf")) AddObjects(one, objects);
}

std::vector<Json> ObjectsOf(const Json& schema) {
  std::vector<Json> objects;
  AddObjects(schema, objects);
  return objects;
}

// The first object of a schema has every key of the table, and demands those that are required.
void ExpectTable(const Json& schema, std::span<const KeyInfo> keys) {
  const std::vector<Json> objects = ObjectsOf(schema);
  ASSERT_FALSE(objects.empty()) << schema.dump();
  const Json& object = objects.front();
  for (const KeyInfo& key : keys) {
    const std::string name(key.name);
    EXPECT_TRUE(object.at("properties").contains(name)) << name;
    const Json required = object.value("required", Json::array());
    const bool is_required = std::find(required.begin(), required.end(), name) != required.end();
    EXPECT_EQ(key.presence == Presence::kRequired, is_required) << name;
    if (object.at("properties").contains(name)) {
      EXPECT_EQ(key.help, object.at("properties").at(name).value("description", "")) << name;
    }
  }
}

TEST(ScenarioSchema, IsADraft7SchemaOfAnObject) {
  const Json schema = Schema();
  EXPECT_EQ("http://json-schema.org/draft-07/schema#", schema.at("$schema"));
  EXPECT_EQ("object", schema.at("type"));
}

TEST(ScenarioSchema, NamesEveryKeyOfEveryTable) {
  const Json schema = Schema();
  ExpectTable(schema, ScenarioKeys());
  ExpectTable(schema.at("properties").at("given"), GivenKeys());
  const Json& step = schema.at("properties").at("steps").at("items");
  ExpectTable(step, StepKeys());
  ExpectTable(step.at("properties").at("expect"), ExpectKeys());
}

TEST(ScenarioSchema, NamesEveryVerbWithItsArguments) {
  const Json schema = Schema();
  const Json& properties = schema.at("properties").at("steps").at("items").at("properties");
  for (const VerbInfo& verb : Verbs()) {
    const std::string name(verb.name);
    SCOPED_TRACE(name);
    ASSERT_TRUE(properties.contains(name));
    const Json& one = properties.at(name);
    if (verb.keys.empty()) {
      EXPECT_NE(std::string::npos, one.dump().find(R"("null")"));
    }
    for (const KeyInfo& key : verb.keys) {
      if (key.kind == ValueKind::kPolicies && key.name == verb.main) continue;  // the mapping is the argument
      EXPECT_NE(std::string::npos, one.dump().find('"' + std::string(key.name) + '"')) << key.name;
    }
  }
  EXPECT_EQ(Verbs().size() + StepKeys().size(), properties.size());
}

TEST(ScenarioSchema, ListsTheWordsOfEveryKeyThatTakesWords) {
  const Json schema = Schema();
  const auto expect_words = [](const Json& properties, std::span<const KeyInfo> keys) {
    for (const KeyInfo& key : keys) {
      if (key.words == nullptr || key.kind == ValueKind::kAnswers) continue;
      const std::string text = properties.at(std::string(key.name)).dump();
      for (const std::string_view word : key.words()) {
        EXPECT_NE(std::string::npos, text.find('"' + std::string(word) + '"')) << key.name << ": " << word;
      }
    }
  };
  const Json& step = schema.at("properties").at("steps").at("items").at("properties");
  expect_words(schema.at("properties"), ScenarioKeys());
  expect_words(ObjectsOf(schema.at("properties").at("given")).front().at("properties"), GivenKeys());
  expect_words(step, StepKeys());
  expect_words(ObjectsOf(step.at("expect")).front().at("properties"), ExpectKeys());
}

// Where the keys of a mapping are those of a table, no other key may stand.
void ExpectClosed(const Json& schema, const std::string& where) {
  if (schema.is_array()) {
    for (const Json& one : schema) ExpectClosed(one, where);
  }
  if (!schema.is_object()) return;
  if (schema.contains("properties") && schema.at("properties").is_object() && schema.contains("type")) {
    EXPECT_EQ(Json(false), schema.value("additionalProperties", Json(true))) << where;
  }
  for (const auto& item : schema.items()) ExpectClosed(item.value(), where + "/" + item.key());
}

TEST(ScenarioSchema, ClosesEveryMappingWhoseKeysAreKnown) { ExpectClosed(Schema(), ""); }

TEST(ScenarioSchema, ClosesTheAnswersToPrompts) {
  const Json schema = Schema();
  const std::string answer = schema.at("properties").at("steps").at("items").at("properties").at("answer").dump();
  EXPECT_NE(std::string::npos, answer.find("certinst-confirm"));
}

// A ${variable} of the matrix may stand for every value: also for the answer to one prompt.
TEST(ScenarioSchema, TakesAVariableForTheAnswerToAPrompt) {
  const Json schema = Schema();
  const Json& answer = schema.at("properties").at("steps").at("items").at("properties").at("answer");
  std::string mappings;
  const auto collect = [&](const Json& one, const auto& self) -> void {
    if (one.value("type", Json()) == "object") mappings += one.dump();
    for (const Json& alternative : one.value("anyOf", Json::array())) self(alternative, self);
  };
  collect(answer, collect);
  EXPECT_NE(std::string::npos, mappings.find(R"(\\$\\{)")) << mappings;
}

TEST(ScenarioSchema, NamesTheKeysInsideStores) {
  const Json schema = Schema();
  const std::string given = ObjectsOf(schema.at("properties").at("given")).front().at("properties").at("stores").dump();
  for (const char* key : {"file", "role", "part"}) {
    EXPECT_NE(std::string::npos, given.find('"' + std::string(key) + '"')) << key;
  }
  const Json& step = schema.at("properties").at("steps").at("items").at("properties");
  const std::string wanted = ObjectsOf(step.at("expect-state")).front().at("properties").at("stores").dump();
  for (const char* key : {"has", "lacks"}) {
    EXPECT_NE(std::string::npos, wanted.find('"' + std::string(key) + '"')) << key;
  }
}

TEST(ScenarioSchema, IsTheSameOnEveryCall) { EXPECT_EQ(ScenarioSchema(), ScenarioSchema()); }

}  // namespace
}  // namespace wmsim
