#include <algorithm>
#include <array>

#include "policy_engine/origin.h"
#include "scenarios/runner/levers.h"
#include "scenarios/runner/sketches.h"

namespace wmsim {
namespace {

// A policy must name a role of `roles`, or none of them. Returns false where the device does not look at the policy.
bool SetAcceptance(Draft& draft, PolicyId id, RoleMask roles, bool accepts) {
  const auto shipped = ShippedMask(draft.device(), id);
  if (!shipped) return accepts;
  if (Intersects(*shipped, roles) != accepts) draft.GivePolicy(id, accepts ? Bits(roles) : 0);
  return true;
}

// A provisioning document: the name of its file, whether devices take it, whether it holds a query, and what it fails
// for where the request is a MANAGER's or the person's. `text` is what stands in the root.
struct Document {
  std::string_view name;
  bool is_taken;
  bool has_query;
  DocumentFault fault;
  std::string_view text;
};
constexpr std::string_view kQuery = "  <characteristic-query type=\"SecurityPolicy\" />\n";
constexpr auto kDocuments = std::to_array<Document>({
    {"server-setting.xml", true, false, DocumentFault::kNone, R"(  <characteristic type="Registry">
    <characteristic type="HKCU\Software\Contoso">
      <parm name="Server" value="ocs.contoso.com" datatype="string" />
    </characteristic>
  </characteristic>
)"},
    {"policy-4119.xml", true, false, DocumentFault::kRoleTooLow, R"(  <characteristic type="SecurityPolicy">
    <parm name="4119" value="144" />
  </characteristic>
)"},
    {"no-such-provider.xml", true, false, DocumentFault::kProviderUnknown, R"(  <characteristic type="NoSuchProvider">
    <parm name="Level" value="1" />
  </characteristic>
)"},
    {"no-number.xml", true, false, DocumentFault::kValueInvalid, R"(  <characteristic type="Registry">
    <characteristic type="HKCU\Software\Contoso">
      <parm name="Level" value="many" datatype="integer" />
    </characteristic>
  </characteristic>
)"},
    {"query.xml", true, true, DocumentFault::kNone, kQuery},
    {"no-such-element.xml", false, false, DocumentFault::kNone, "  <setting name=\"Level\" value=\"1\" />\n"},
    {"query-and-no-such-element.xml", false, true, DocumentFault::kNone,
     "  <characteristic-query type=\"SecurityPolicy\" />\n  <setting name=\"Level\" value=\"1\" />\n"},
});

// The document of a cell, or null.
const Document* DocumentOf(const Draft& draft) {
  const auto* const row = std::ranges::find_if(kDocuments, [&](const Document& document) {
    return document.is_taken == draft.Wants(FieldId::kDocumentTaken) &&
           document.has_query == draft.Wants(FieldId::kQueryOverPush) &&
           document.fault == draft.Wanted<DocumentFault>(FieldId::kDocumentFault);
  });
  return row != kDocuments.end() ? row : nullptr;
}

// A way for a document to reach the device.
Draft Arriving(const Draft& start, const Document& document, DocumentRoute route) {
  Draft draft = start;
  draft.Bring(document.name, "<wap-provisioningdoc>\n" + std::string(document.text) + "</wap-provisioningdoc>\n");
  draft.Do("provision");
  draft.Say("file", WordNode(document.name));
  draft.Say("origin", WordNode(Word(route)));
  return draft;
}

// A push message that the router discards, or takes.
std::vector<Draft> Pushed(const Draft& start, const Document& document) {
  Draft draft = Arriving(start, document, DocumentRoute::kPush);
  const bool is_taken = !draft.Wants(FieldId::kPushDiscarded);
  const PushSecurity security = is_taken ? PushSecurity::kNetworkPin : PushSecurity::kOther;
  draft.Say("sec", WordNode(Word(security)));
  if (!is_taken) return {draft};
  const RoleMask roles = PushMask(security, role::kNone);
  const bool can = SetAcceptance(draft, SignedMessagePolicy(draft.device(), security), roles, true) &&
                   SetAcceptance(draft, policy::kOtaProvisioning, roles, true);
  return can ? std::vector<Draft>{draft} : std::vector<Draft>();
}

// The same with what makes the roles of a request more, or fewer than the document needs.
void AddWithRoles(const Draft& draft, DocumentFault fault, std::vector<Draft>& drafts) {
  drafts.push_back(draft);
  Draft other = draft;
  if (fault == DocumentFault::kRoleTooLow) {
    Node entry = MappingNode({{"access-role", WordNode("OEM")}});
    other.Give("metabase", MappingNode({{"SecurityPolicy", std::move(entry)}}));
  } else {
    other.GivePolicy(policy::kGrantManager, Bits(role::kUserAuth));
  }
  drafts.push_back(std::move(other));
}

Draft WithWrongCommandLine(const Draft& start) {
  Draft draft = start;
  const Document& document = kDocuments.front();
  draft.Bring(document.name, "<wap-provisioningdoc>\n" + std::string(document.text) + "</wap-provisioningdoc>\n");
  draft.Do("rapiconfig");
  draft.Say("file", WordNode(document.name));
  draft.Say("arguments", TextNode("/X "));
  return draft;
}

}  // namespace

std::vector<Draft> SketchPushMessage(const Draft& start) {
  Draft draft = start;
  const RoleMask roles = RoleOf(Gateway::kPpgAuth) | RoleOf(Gateway::kPpgTrusted);
  const bool can = SetAcceptance(draft, policy::kServiceLoading, roles, draft.Wants(FieldId::kSlAccepted)) &&
                   SetAcceptance(draft, policy::kServiceIndication, roles, draft.Wants(FieldId::kSiAccepted));
  if (!can) return {};
  draft.Do("push-message");
  draft.Say("kind", WordNode(Word(draft.Wanted<PushKind>(FieldId::kPushKind))));
  draft.Say("gateway", ListNode({WordNode(Word(Gateway::kPpgAuth)), WordNode(Word(Gateway::kPpgTrusted))}));
  return {draft};
}

std::vector<Draft> SketchProvision(const Draft& start) {
  const Document* document = DocumentOf(start);
  if (document == nullptr) return {};
  const bool over_rapi = start.Wants(FieldId::kOverRapi);
  const bool is_push = start.Wants(FieldId::kPushDiscarded) || start.Wants(FieldId::kQueryOverPush);
  if (over_rapi && is_push) return {};
  if (!start.Wants(FieldId::kCommandLineGood)) {
    const bool is_plain = over_rapi && document == &kDocuments.front();
    return is_plain ? std::vector<Draft>{WithWrongCommandLine(start)} : std::vector<Draft>();
  }
  if (document->fault != DocumentFault::kNone && !start.ReachesProviders()) return {};
  if (is_push) return Pushed(start, *document);
  std::vector<Draft> drafts;
  if (over_rapi) {
    AddWithRoles(Arriving(start, *document, DocumentRoute::kRapi), document->fault, drafts);
  } else {
    AddWithRoles(Arriving(start, *document, DocumentRoute::kSettings), document->fault, drafts);
    AddWithRoles(Arriving(start, *document, DocumentRoute::kPrivilegedProgram), document->fault, drafts);
  }
  return drafts;
}

}  // namespace wmsim
