#include "scenarios/runner/expectation_check.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "emulator/xml_writer.h"
#include "policy_engine/number.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/yaml_writer.h"

namespace wmsim {
namespace {

using Texts = std::set<std::string>;

std::string Joined(const Texts& texts) {
  std::string joined = "[";
  for (const std::string& text : texts) joined += (joined.size() == 1 ? "" : ", ") + text;
  return joined + "]";
}

constexpr std::string_view kNone = "none";

std::string HeadlineOf(const StepResult& result) {
  const RuleInfo* rule = result.verdict ? Headline(*result.verdict) : nullptr;
  return std::string(rule != nullptr ? rule->id : kNone);
}

Texts BlockersOf(const StepResult& result) {
  Texts ids;
  if (!result.verdict) return ids;
  for (const RuleInfo* rule : Blockers(*result.verdict)) ids.emplace(rule->id);
  return ids;
}

std::string MessageIdOf(const StepResult& result) {
  return std::string(result.message ? Word(result.message->id) : kNone);
}

std::string MessageTextOf(const StepResult& result) { return result.message ? result.message->text : ""; }

// Where the certificate of the step is: installed, already there, or the root that a client found.
struct Place {
  std::string store, part, thumbprint;
};
Place PlaceOf(const StepResult& result) {
  if (!result.certificates.empty()) {
    const PlacedCertificate& first = result.certificates.front();
    return {first.store, first.part, FormatThumbprint(first.certificate->thumbprint)};
  }
  if (result.root) return {result.root->store, result.root->part, FormatThumbprint(result.root->thumbprint)};
  return {std::string(kNone), std::string(kNone), std::string(kNone)};
}

Texts PromptsOf(const StepResult& result) {
  Texts ids;
  for (const ShownPrompt& prompt : result.prompts) ids.emplace(Word(prompt.id));
  return ids;
}

Texts RisksOf(const StepResult& result) {
  Texts ids;
  for (const RiskInfo* risk : result.risks) ids.emplace(risk->id);
  return ids;
}

Texts ChangesOf(const StepResult& result) {
  Texts places;
  for (const Change& change : result.changes) places.insert(change.where);
  return places;
}

Texts CertificatesOf(const StepResult& result) {
  Texts thumbprints;
  for (const PlacedCertificate& placed : result.certificates) {
    thumbprints.insert(FormatThumbprint(placed.certificate->thumbprint));
  }
  return thumbprints;
}

// Which expectations that wmsim writes say a key: those that keep all of a result, or the short ones too.
enum class Said : std::uint8_t { kNever, kInFull, kInShort };

// How the actual value of each key of `expect` is read off a result, as text; lists are sets.
struct Probe {
  std::string_view key;
  Said said;
  std::string (*text)(const StepResult&);
  Texts (*set)(const StepResult&) = nullptr;
};
constexpr auto kProbes = std::to_array<Probe>({
    {"outcome", Said::kInShort, [](const StepResult& r) { return std::string(Word(r.outcome)); }},
    {"rule", Said::kInShort, HeadlineOf},
    {"blockers", Said::kInShort, nullptr, BlockersOf},
    {"message", Said::kInShort, MessageIdOf},
    {"message-text", Said::kNever, MessageTextOf},
    {"message-matches", Said::kNever, MessageTextOf},
    {"hresult", Said::kInShort,
     [](const StepResult& r) { return r.hresult ? FormatHresult(*r.hresult) : std::string(kNone); }},
    {"store", Said::kInShort, [](const StepResult& r) { return PlaceOf(r).store; }},
    {"part", Said::kInShort, [](const StepResult& r) { return PlaceOf(r).part; }},
    {"thumbprint", Said::kInFull, [](const StepResult& r) { return PlaceOf(r).thumbprint; }},
    {"certificates", Said::kInFull, nullptr, CertificatesOf},
    {"trust", Said::kInShort, [](const StepResult& r) { return std::string(r.trust ? Word(*r.trust) : kNone); }},
    {"role-mask", Said::kInFull,
     [](const StepResult& r) { return r.role_mask ? FormatRoleMask(*r.role_mask) : std::string(kNone); }},
    {"prompts", Said::kInShort, nullptr, PromptsOf},
    {"risks", Said::kInShort, nullptr, RisksOf},
    {"changes", Said::kInFull, nullptr, ChangesOf},
    {"response", Said::kNever,
     [](const StepResult& r) { return r.response.empty() ? std::string(kNone) : r.response; }},
    {"response-matches", Said::kNever, [](const StepResult& r) { return r.response; }},
    {"restart-required", Said::kInFull,
     [](const StepResult& r) { return std::string(r.restart_required ? "true" : "false"); }},
});

struct ExpectedWriter {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::uint32_t number) const { return FormatHresult(number); }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(const Thumbprint& thumbprint) const { return FormatThumbprint(thumbprint); }
  std::string operator()(const RoleMask& mask) const { return FormatRoleMask(mask); }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }
};

std::string ExpectedText(const Entry& entry) { return std::visit(ExpectedWriter{}, entry.value); }

// The answer that a file holds, written as the emulator writes answers.
Result<std::string> ExpectedResponse(const std::string& path, Surroundings& surroundings) {
  const Result<std::string> bytes = ReadInScope(path, surroundings.scope, kMaxTextBytes);
  if (!bytes.ok()) return bytes.error();
  const Result<XmlElement> root = ReadXml(bytes.value());
  if (!root.ok()) return Error{root.error().text, path, root.error().line, root.error().column};
  return WriteXml(root.value());
}

// Files among the texts become the thumbprints of their certificates.
Result<Texts> ExpectedSet(const Entry& entry, Surroundings& surroundings) {
  Texts texts;
  for (const std::string& text : std::get<std::vector<std::string>>(entry.value)) {
    const auto thumbprint = entry.key->kind == ValueKind::kFiles ? ParseThumbprint(text) : std::nullopt;
    if (entry.key->kind != ValueKind::kFiles || thumbprint) {
      texts.insert(thumbprint ? FormatThumbprint(*thumbprint) : text);
      continue;
    }
    const Result<CertificatePtr> certificate = OneCertificate(text, surroundings);
    if (!certificate.ok()) return certificate.error();
    texts.insert(FormatThumbprint(certificate.value()->thumbprint));
  }
  return texts;
}

// What a key would have to say of a text, or nothing where no value of the key says it: a pattern is somebody's choice,
// a file has its own place, and `none` is a word of some keys only.
std::optional<Node> ActualNode(const KeyInfo& key, const std::string& text) {
  switch (key.kind) {
    case ValueKind::kPattern:
    case ValueKind::kFile:
      return std::nullopt;
    case ValueKind::kText:
      return TextNode(text);
    case ValueKind::kNumber:
    case ValueKind::kThumbprint:
    case ValueKind::kRoleMask:
      return text == kNone ? std::nullopt : std::optional(ScalarNode(text));
    default:
      return ScalarNode(text);
  }
}

Node ActualNode(const Texts& texts) {
  std::vector<Node> items;
  for (const std::string& text : texts) {
    const bool is_word =
        std::ranges::all_of(text, [](char c) { return c == '-' || std::isalnum(static_cast<unsigned char>(c)) != 0; });
    items.push_back(is_word ? ScalarNode(text) : TextNode(text));
  }
  return ListNode(std::move(items));
}

std::optional<Node> ActualNode(const KeyInfo& key, const Probe& probe, const StepResult& result) {
  return probe.set != nullptr ? ActualNode(probe.set(result)) : ActualNode(key, probe.text(result));
}

// One certificate is told by its store, part and thumbprint; several by a list.
bool IsToldApart(const Probe& probe, const StepResult& result) {
  return probe.key == "certificates" && result.certificates.size() <= 1;
}

}  // namespace

Node ExpectationOf(const StepResult& result, Extent extent) {
  const bool is_full = extent == Extent::kFull;
  std::vector<std::pair<std::string, Node>> entries;
  for (const Probe& probe : kProbes) {
    if (probe.said == Said::kNever || (probe.said == Said::kInFull && !is_full)) continue;
    if (IsToldApart(probe, result)) continue;
    const bool is_empty = probe.set != nullptr ? !is_full && probe.set(result).empty() : probe.text(result) == kNone;
    if (is_empty) continue;
    if (auto node = ActualNode(*FindKey(ExpectKeys(), probe.key), probe, result)) {
      entries.emplace_back(probe.key, *std::move(node));
    }
  }
  return MappingNode(std::move(entries));
}

Result<std::vector<Failure>> ExpectationFailures(const Step& step, const StepResult& result,
                                                 Surroundings& surroundings) {
  std::vector<Failure> failures;
  if (!step.expect) {
    if (ExitOf(result.outcome) != ExitStatus::kYes) {
      failures.push_back({"outcome", "success", std::string(Word(result.outcome)), step.at,
                          "expect: " + FlowText(ExpectationOf(result, Extent::kShort))});
    }
    return failures;
  }
  for (const Entry& entry : *step.expect) {
    const auto probe = std::ranges::find(kProbes, entry.key->name, &Probe::key);
    std::string expected, actual;
    if (probe->set != nullptr) {
      const Result<Texts> wanted = ExpectedSet(entry, surroundings);
      if (!wanted.ok()) return wanted.error();
      expected = Joined(wanted.value());
      actual = Joined(probe->set(result));
    } else {
      const Result<std::string> wanted = entry.key->name == "response"
                                             ? ExpectedResponse(std::get<std::string>(entry.value), surroundings)
                                             : Result<std::string>(ExpectedText(entry));
      if (!wanted.ok()) return wanted.error();
      expected = wanted.value();
      actual = probe->text(result);
    }
    const bool matches =
        entry.key->kind == ValueKind::kPattern ? RE2::FullMatch(actual, RE2(expected)) : expected == actual;
    if (matches) continue;
    const std::optional<Node> node = ActualNode(*entry.key, *probe, result);
    failures.push_back({std::string(entry.key->name), expected, actual, entry.at, node ? FlowText(*node) : ""});
  }
  return failures;
}

}  // namespace wmsim
