#include "scenarios/language/decode.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>

#include "emulator/device_settings.h"
#include "policy_engine/number.h"
#include "scenarios/language/decode_device.h"
#include "scenarios/language/suggest.h"

namespace wmsim {
namespace {

bool IsScalar(const Node& node, std::string_view wanted, Diagnostics& diagnostics) {
  if (node.kind == NodeKind::kScalar && !node.IsEmpty()) return true;
  diagnostics.Add(node.at, "expected " + std::string(wanted) + ", found " + std::string(Describe(node)));
  return false;
}

bool IsMapping(const Node& node, std::string_view wanted, Diagnostics& diagnostics) {
  if (node.kind == NodeKind::kMapping) return true;
  diagnostics.Add(node.at, "expected " + std::string(wanted) + ", found " + std::string(Describe(node)));
  return false;
}

std::nullopt_t Fail(const Node& node, std::string text, Diagnostics& diagnostics) {
  diagnostics.Add(node.at, std::move(text));
  return std::nullopt;
}

std::optional<std::string> DecodeText(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "text", diagnostics)) return std::nullopt;
  return node.text;
}

std::optional<Value> DecodeReason(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "a reason", diagnostics)) return std::nullopt;
  for (const std::string_view word : {"true", "false", "yes", "no"}) {
    if (node.text == word) return Fail(node, "expected a reason, found `" + node.text + "`", diagnostics);
  }
  return node.text;
}

std::optional<std::string> DecodeWord(const KeyInfo& key, const Node& node, Diagnostics& diagnostics) {
  const std::vector<std::string_view> words = key.words();
  if (!IsScalar(node, "a word", diagnostics)) return std::nullopt;
  if (std::ranges::find(words, node.text) != words.end()) return node.text;
  return Fail(node, UnknownWord(key.name, node.text, words), diagnostics);
}

std::optional<std::uint32_t> DecodeNumber(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "a number", diagnostics)) return std::nullopt;
  const auto number = node.plain ? ParseNumber(node.text) : std::nullopt;
  if (!node.plain) return Fail(node, "expected a number, found quoted text: write " + node.text, diagnostics);
  if (!number) return Fail(node, "`" + node.text + "` is not a whole number of 32 bits (decimal or 0x)", diagnostics);
  return number;
}

std::optional<bool> DecodeFlag(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "true or false", diagnostics)) return std::nullopt;
  if (node.text == "true" || node.text == "yes") return true;
  if (node.text == "false" || node.text == "no") return false;
  return Fail(node, "`" + node.text + "` is neither true nor false", diagnostics);
}

// One item, or a list of items.
template <class DecodeItem>
std::optional<std::vector<std::string>> DecodeList(const Node& node, DecodeItem decode_item) {
  std::vector<std::string> list;
  bool ok = true;
  const auto add = [&](const Node& item) {
    std::optional<std::string> text = decode_item(item);
    ok = ok && text.has_value();
    if (text) list.push_back(std::move(*text));
  };
  if (node.kind == NodeKind::kSequence) {
    for (const Node& item : node.items) add(item);
  } else {
    add(node);
  }
  return ok ? std::optional(std::move(list)) : std::nullopt;
}

std::optional<Value> DecodeTime(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "a time", diagnostics)) return std::nullopt;
  const auto time = ParseTime(node.text);
  if (!time) return Fail(node, "`" + node.text + "` is not a time such as 2009-06-01T12:00:00Z", diagnostics);
  return *time;
}

std::optional<Value> DecodePattern(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "a regular expression", diagnostics)) return std::nullopt;
  const RE2 pattern(node.text, RE2::Quiet);
  if (!pattern.ok()) return Fail(node, "not a regular expression: " + pattern.error(), diagnostics);
  return node.text;
}

std::optional<Value> DecodeThumbprint(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "a thumbprint", diagnostics)) return std::nullopt;
  const auto thumbprint = ParseThumbprint(node.text);
  if (!thumbprint) return Fail(node, "`" + node.text + "` is not a thumbprint: 40 hexadecimal digits", diagnostics);
  return *thumbprint;
}

// A hash in the form of the device's list.
std::optional<std::string> DecodeHash(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "a hash", diagnostics)) return std::nullopt;
  auto hash = RevocationHash(node.text);
  if (!hash)
    diagnostics.Add(node.at, "`" + node.text +
                                 "` is not a SHA-1 or MD5 hash in Base64 (`wmsim inspect FILE` shows that of a file)");
  return hash;
}

std::optional<Value> DecodeRoleMask(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "a role mask", diagnostics)) return std::nullopt;
  const auto mask = ParseRoleMask(node.text);
  if (!mask) return Fail(node, "`" + node.text + "` is neither a number nor role names joined by +", diagnostics);
  return *mask;
}

std::optional<std::string> DecodeBytes(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "hexadecimal digits", diagnostics)) return std::nullopt;
  std::string bytes;
  int digits = 0;
  for (const char c : node.text) {
    if (c == ' ' || c == ',') continue;
    const auto digit = ParseNumber(std::string("0x") + c);
    if (!digit) return Fail(node, "`" + node.text + "` is not made of hexadecimal digits", diagnostics);
    if (digits++ % 2 == 0) bytes += '\0';
    bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) * 16U + *digit);
  }
  if (digits % 2 != 0) return Fail(node, "`" + node.text + "` has half a byte too many", diagnostics);
  return bytes;
}

std::optional<Answer> DecodeAnswer(const Node& node, Diagnostics& diagnostics) {
  if (!IsScalar(node, "yes, no or timeout", diagnostics)) return std::nullopt;
  const auto answer = ParseWord<Answer>(node.text);
  if (!answer) return Fail(node, UnknownWord("answer", node.text, Words<Answer>()), diagnostics);
  return answer;
}

std::optional<Value> DecodeAnswers(const KeyInfo& key, const Node& node, Diagnostics& diagnostics) {
  Answers answers;
  if (node.kind != NodeKind::kMapping) {
    answers.all = DecodeAnswer(node, diagnostics);
    if (!answers.all) return std::nullopt;
    return answers;
  }
  const std::vector<std::string_view> prompts = key.words();
  bool ok = true;
  for (const auto& [name, value] : node.entries) {
    const auto answer = DecodeAnswer(value, diagnostics);
    const bool known = std::ranges::find(prompts, name.text) != prompts.end();
    if (!known) diagnostics.Add(name.at, UnknownWord("prompt", name.text, prompts));
    if (known && answer) answers.by_prompt[*ParseWord<MessageId>(name.text)] = *answer;
    ok = ok && known && answer;
  }
  return ok ? std::optional<Value>(answers) : std::nullopt;
}

bool IsAbsentWord(const Node& node) { return node.kind == NodeKind::kScalar && node.plain && node.text == "absent"; }

std::optional<WantedPolicy> DecodePolicy(const NodeEntry& entry, Diagnostics& diagnostics) {
  const auto id = ParsePolicyId(entry.key.text);
  if (!id) {
    std::vector<std::string_view> names;
    for (const PolicyInfo& info : Policies()) names.push_back(info.name);
    return Fail(entry.key, UnknownWord("policy", entry.key.text, names), diagnostics);
  }
  if (!IsScalar(entry.value, "the policy's value", diagnostics)) return std::nullopt;
  if (IsAbsentWord(entry.value)) return WantedPolicy{{*id, std::nullopt}, entry.value.at};
  const auto value = ParsePolicyValue(*id, entry.value.text);
  if (!value) {
    return Fail(entry.value,
                "`" + entry.value.text + "` is no value of policy " + entry.key.text +
                    ": a number, or role names joined by + for a role mask",
                diagnostics);
  }
  return WantedPolicy{{*id, *value}, entry.value.at};
}

std::optional<Value> DecodePolicies(const Node& node, Diagnostics& diagnostics) {
  if (!IsMapping(node, "policies with their values, such as {4102: 1}", diagnostics)) return std::nullopt;
  std::vector<WantedPolicy> settings;
  bool ok = true;
  for (const NodeEntry& entry : node.entries) {
    const auto setting = DecodePolicy(entry, diagnostics);
    ok = ok && setting.has_value();
    if (!setting) continue;
    if (std::ranges::find(settings, setting->id, &WantedPolicy::id) != settings.end()) {
      diagnostics.Add(entry.key.at, "policy " + entry.key.text + " is given twice");
    }
    settings.push_back(*setting);
  }
  return ok ? std::optional<Value>(std::move(settings)) : std::nullopt;
}

}  // namespace

bool IsDeviceFile(std::string_view name) {
  return name.find('/') != name.npos || name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

std::optional<Value> DecodeValue(const KeyInfo& key, const Node& node, Diagnostics& diagnostics) {
  const auto text = [&](const Node& item) { return DecodeText(item, diagnostics); };
  const auto word = [&](const Node& item) { return DecodeWord(key, item, diagnostics); };
  switch (key.kind) {
    case ValueKind::kText:
    case ValueKind::kFile:
      return DecodeText(node, diagnostics);
    case ValueKind::kReason:
      return DecodeReason(node, diagnostics);
    case ValueKind::kTexts:
    case ValueKind::kFiles:
    case ValueKind::kPaths:
      return DecodeList(node, text);
    case ValueKind::kWord:
      return DecodeWord(key, node, diagnostics);
    case ValueKind::kDevice:
      return IsDeviceFile(node.text) ? DecodeText(node, diagnostics) : DecodeWord(key, node, diagnostics);
    case ValueKind::kWords:
      return DecodeList(node, word);
    case ValueKind::kNumber:
      return DecodeNumber(node, diagnostics);
    case ValueKind::kFlag:
      return DecodeFlag(node, diagnostics);
    case ValueKind::kTime:
      return DecodeTime(node, diagnostics);
    case ValueKind::kPattern:
      return DecodePattern(node, diagnostics);
    case ValueKind::kThumbprint:
      return DecodeThumbprint(node, diagnostics);
    case ValueKind::kHashes:
      return DecodeList(node, [&](const Node& item) { return DecodeHash(item, diagnostics); });
    case ValueKind::kRoleMask:
      return DecodeRoleMask(node, diagnostics);
    case ValueKind::kBytes:
      return DecodeBytes(node, diagnostics);
    case ValueKind::kAnswers:
      return DecodeAnswers(key, node, diagnostics);
    case ValueKind::kPolicies:
      return DecodePolicies(node, diagnostics);
    case ValueKind::kRegistryKey:
      return DecodeRegistryKey(node, diagnostics);
    case ValueKind::kRegistryTree:
      return DecodeRegistryTree(node, diagnostics);
    case ValueKind::kStores:
      return DecodeStores(node, diagnostics);
    case ValueKind::kFileTree:
      return DecodeFileTree(node, diagnostics);
    case ValueKind::kMetabase:
      return DecodeMetabase(node, diagnostics);
    case ValueKind::kReadings:
      return DecodeReadings(node, diagnostics);
    case ValueKind::kStoreStates:
      return DecodeStoreStates(node, diagnostics);
    case ValueKind::kExpect:
    case ValueKind::kGiven:
    case ValueKind::kSteps:
    case ValueKind::kMatrix:
    case ValueKind::kWhen:
      return std::nullopt;
  }
  std::abort();
}

Entries DecodeMapping(const Node& node, std::span<const KeyInfo> keys, Diagnostics& diagnostics) {
  Entries entries;
  if (!IsMapping(node, "a mapping", diagnostics)) return entries;
  for (const NodeEntry& entry : node.entries) {
    const KeyInfo* key = FindKey(keys, entry.key.text);
    if (key == nullptr) {
      diagnostics.Add(entry.key.at, UnknownWord("key", entry.key.text, KeyNames(keys)));
      continue;
    }
    std::optional<Value> value = DecodeValue(*key, entry.value, diagnostics);
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    if (text != nullptr && text->empty() && key->presence == Presence::kRequired) {
      diagnostics.Add(entry.value.at, "`" + std::string(key->name) + "` is empty: " + std::string(key->help));
    }
    std::vector<Position> items;
    for (const Node& item : entry.value.items) items.push_back(item.at);
    if (value) entries.Add({key, entry.value.at, std::move(*value), std::move(items)});
  }
  for (const KeyInfo& key : keys) {
    if (key.presence == Presence::kRequired && node.Find(key.name) == nullptr) {
      diagnostics.Add(node.at, "the key `" + std::string(key.name) + "` is missing: " + std::string(key.help));
    }
  }
  return entries;
}

}  // namespace wmsim
