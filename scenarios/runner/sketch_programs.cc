#include <array>
#include <utility>

#include "policy_engine/program.h"
#include "scenarios/runner/sketches.h"

namespace wmsim {
namespace {

constexpr std::string_view kGame = "game.exe";
constexpr std::string_view kDll = "game.dll";

Node SignatureNode(const Draft& draft) { return WordNode(Word(draft.Wanted<Signature>(FieldId::kSignedBy))); }

void Remember(Draft& draft, std::string_view program) {
  if (draft.Wants(FieldId::kRemembered)) draft.Give("remembered", ListNode({WordNode(program)}));
}

// A registry key that is protected on the device, or none that is protected anywhere; nothing where it protects none.
std::optional<std::string> KeyOf(const Draft& draft, FieldId is_protected) {
  if (!draft.Wants(is_protected)) return R"(HKLM\Software\Contoso)";
  const auto keys = draft.device().protected_keys.value;
  return keys.empty() ? std::nullopt : std::optional(std::string(keys.front()));
}

}  // namespace

std::vector<Draft> SketchRunApp(const Draft& start) {
  Draft draft = start;
  Remember(draft, kGame);
  draft.Do("run-app");
  draft.Say("name", WordNode(kGame));
  draft.Say("signed-by", SignatureNode(draft));
  return {draft};
}

// What is given to run is privileged. A program with normal trust is started first: one that nobody asks about.
std::vector<Draft> SketchLoadDll(const Draft& start) {
  Draft draft = start;
  Remember(draft, kDll);
  std::string_view into = kCommunicatorMobile;
  if (draft.Wanted<Trust>(FieldId::kProcessTrust) == Trust::kPrivileged) {
    draft.Give("running", ListNode({WordNode(into)}));
  } else {
    into = kGame;
    const Node signer = WordNode(Word(Signature::kUnprivileged));
    draft.Prepare("run-app", MappingNode({{"name", WordNode(into)}, {"signed-by", signer}}));
  }
  draft.Do("load-dll");
  draft.Say("name", WordNode(kDll));
  draft.Say("into", WordNode(into));
  draft.Say("signed-by", SignatureNode(draft));
  return {draft};
}

std::vector<Draft> SketchRegistryWrite(const Draft& start) {
  Draft draft = start;
  const auto writer = draft.Wanted<RegistryWriter>(FieldId::kWriter);
  const bool is_program = writer == RegistryWriter::kThirdPartyEditor || writer == RegistryWriter::kProgram;
  const bool has_tool = writer != RegistryWriter::kBuiltInEditor || draft.device().built_in_editor.value;
  const auto signature = draft.Wanted<Signature>(FieldId::kSignedBy);
  const auto key = KeyOf(draft, FieldId::kKeyProtected);
  if (draft.Wants(FieldId::kToolPresent) != has_tool || !key) return {};
  if (!is_program && signature != Signature::kNone) return {};
  Remember(draft, Word(writer));
  if (draft.Wants(FieldId::kAsWanted)) {
    Node there = MappingNode({{"Level", ScalarNode("1")}});
    draft.Give("registry", MappingNode({{*key, std::move(there)}}));
  }
  draft.Do("registry-set");
  draft.Say("key", TextNode(*key));
  draft.Say("name", WordNode("Level"));
  draft.Say("dword", ScalarNode("1"));
  draft.Say("via", WordNode(Word(writer)));
  if (signature != Signature::kNone) draft.Say("signed-by", SignatureNode(draft));
  return {draft};
}

std::vector<Draft> SketchRapiCall(const Draft& start) {
  Draft draft = start;
  const auto what = draft.Wanted<RapiCallKind>(FieldId::kRapiCall);
  const auto signature = draft.Wanted<Signature>(FieldId::kSignedBy);
  const bool is_protected = draft.Wants(FieldId::kTargetProtected);
  const bool is_listed = draft.Wants(FieldId::kListed);
  const bool can_be_protected = what == RapiCallKind::kRegistryWrite || what == RapiCallKind::kFileWrite;
  if (is_protected && !can_be_protected) return {};
  if (what != RapiCallKind::kInvoke && signature != Signature::kNone) return {};
  // A bare name is one of the folder \Windows to the metabase, and one of the root to a file system.
  std::string target(kDll);
  if (what == RapiCallKind::kRegistryWrite) {
    const auto key = KeyOf(draft, FieldId::kTargetProtected);
    if (!key || is_listed) return {};
    target = *key;
  } else if (is_protected) {
    target = R"(\Windows\)" + target;
  }
  if (is_listed) {
    const std::string setting = R"(RAPI\Windows\)" + std::string(kDll) + R"(\*)";
    Node entry = MappingNode({{"access-role", WordNode("MANAGER+USER_AUTH")}});
    draft.Give("metabase", MappingNode({{setting, std::move(entry)}}));
  }
  draft.Do("rapi-call");
  draft.Say("what", WordNode(Word(what)));
  draft.Say("target", TextNode(target));
  if (signature != Signature::kNone) draft.Say("signed-by", SignatureNode(draft));
  return {draft};
}

}  // namespace wmsim
