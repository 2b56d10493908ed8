#include "tests/second_model.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace wmsim {
namespace {

// A story while it is told.
class Walk {
 public:
  explicit Walk(const Situation& situation) : situation_(situation) {}

  std::string_view What(std::string_view fact) const { return situation_.at(fact); }
  bool Is(std::string_view fact, std::string_view word) const { return What(fact) == word; }

  // The switches 4102, 4122 and 4123: "anything other than 1 counts as 0", also nothing at all; a platform that does
  // not look at the switch does what it permits [sdk-facts 1.1: ak; policies 6: aa459012].
  bool IsOn(std::string_view policy) const { return Is(policy, "1") || Is(policy, "not-honoured"); }

  // The masks 4101 and 4103: 0 lets nobody in, and neither does a mask that is not there [policies 1.1: bb416355].
  bool NamesSomebody(std::string_view policy) const { return Is(policy, "mask") || Is(policy, "not-honoured"); }

  // Something stands in the way: the first of these ends the step.
  void Meet(std::string_view rule, std::string_view outcome) {
    EndBy(rule, outcome);
    story_.obstacles.push_back(rule);
  }

  // All is as wanted already: this ends the step where it comes so far, and is in nobody's way [design 2].
  void Settle(std::string_view rule, std::string_view outcome) {
    if (!ended_) Meet(rule, outcome);
  }

  // The person is asked, where the step comes so far, and says yes or something that counts as no: a time-out is a
  // refusal [policies 5.4: blogdiag].
  bool Agrees(std::string_view prompt) {
    if (!ended_) story_.prompts.push_back(prompt);
    return Is("answer", "yes");
  }

  Story End(std::string_view success) && {
    if (!ended_) story_.outcome = success;
    return std::move(story_);
  }

 private:
  void EndBy(std::string_view rule, std::string_view outcome) {
    if (ended_) return;
    ended_ = true;
    story_.rule = rule;
    story_.outcome = outcome;
  }

  const Situation& situation_;
  Story story_;
  bool ended_ = false;
};

// How a program would run. One that the loader takes for forged or revoked does not run at all [policies 3.5:
// ms904879].
enum class RunsAs { kNothing, kNormal, kPrivileged };

// The loader opens a program or a DLL and looks at its signature [policies 5.1: blog101, aa457919; 5.3].
RunsAs Load(Walk& walk, std::string_view signature) {
  if (walk.Is("checked", "no")) return RunsAs::kPrivileged;  // [policies 6: aa459014]
  if (signature == "revoked") {
    walk.Meet("program-revoked", "blocked");
    return RunsAs::kNothing;
  }
  if (signature == "invalid") {
    walk.Meet("program-signature-invalid", "blocked");
    return RunsAs::kNothing;
  }
  if (signature == "privileged" || signature == "operator") return RunsAs::kPrivileged;

  const bool known = signature == "unprivileged";
  if (!known && !walk.IsOn("4102")) {
    walk.Meet("unsigned-apps-not-allowed", "blocked");
  } else if (!known && !walk.IsOn("4122") && walk.Is("remembered", "no")) {
    if (!walk.Agrees("unsigned-program-prompt")) walk.Meet("unsigned-prompt-declined", "declined");
  }
  return walk.IsOn("4123") ? RunsAs::kPrivileged : RunsAs::kNormal;
}

// The person starts SPAddCert with a certificate file [guide; design 4].
Story AddRoot(Walk walk) {
  const std::string_view signature = walk.What("tool-signed-by");
  if (walk.Is("operator-restricted", "yes") && signature != "operator") walk.Meet("operator-restricted", "refused");
  const RunsAs runs_as = Load(walk, signature);
  if (!walk.Is("format", "der")) walk.Meet("spaddcert-reads-der-only", "refused");
  if (walk.Is("certificate-kind", "intermediate") || walk.Is("certificate-kind", "leaf")) {
    walk.Meet("spaddcert-roots-only", "refused");
  }
  if (runs_as == RunsAs::kNormal) walk.Meet("root-store-needs-trust", "refused");
  if (walk.Is("already-there", "yes")) walk.Settle("already-there", "already-installed");
  return std::move(walk).End("installed");
}

// The person taps a certificate file, and Certinst opens it [guide; design 4].
Story InstallTappedFile(Walk walk) {
  if (walk.Is("tool-present", "no")) walk.Meet("certinst-not-on-device", "not-available");
  if (walk.Is("needed-role", "manager") && walk.Is("grants-manager", "no")) {
    walk.Meet("certinst-needs-manager", "refused");
  }
  if (walk.Is("format-taken", "no")) walk.Meet("certinst-format", "refused");
  const bool root = walk.Is("certificate-kind", "root") || walk.Is("certificate-kind", "unread");
  if (walk.Is("roots-only", "yes") && !root) walk.Meet("certinst-root-only", "refused");
  const std::string_view opening = walk.What("opening");
  if (opening == "wrong-password") walk.Meet("pfx-password-wrong", "wrong-password");
  if (opening == "cipher-unknown") walk.Meet("pfx-cipher-unknown", "refused");
  // A file that stays shut does not show that it is empty.
  if (opening == "open" && walk.Is("holds-none", "yes")) walk.Meet("certificate-file-holds-none", "refused");
  if (!walk.Agrees("certinst-confirm")) walk.Meet("certinst-declined", "declined");
  if (walk.Is("already-there", "yes")) walk.Settle("already-there", "already-installed");
  return std::move(walk).End("installed");
}

// Protected keys, system files and the DLLs that a desktop may invoke: in mode 2, and in what counts as that
// [policies 5.5: aa920482].
bool DesktopIsRestricted(std::string_view rapi) { return rapi == "2" || rapi == "absent" || rapi == "other"; }

// Somebody sets or deletes something in the registry [design 4; policies 3.3: aa919335].
Story WriteRegistry(Walk walk) {
  bool may_write_protected_keys = true;
  if (walk.Is("via", "built-in-editor")) {
    if (walk.Is("tool-present", "no")) walk.Meet("editor-not-on-device", "not-available");
  } else if (walk.Is("via", "rapi")) {
    if (walk.Is("4097", "0")) walk.Meet("rapi-closed", "blocked");
    may_write_protected_keys = !DesktopIsRestricted(walk.What("4097"));
  } else {
    may_write_protected_keys = Load(walk, walk.What("signed-by")) != RunsAs::kNormal;
  }
  if (walk.Is("key-protected", "yes") && !may_write_protected_keys) walk.Meet("registry-key-protected", "refused");
  if (walk.Is("as-wanted", "yes")) walk.Settle("already-as-wanted", "unchanged");
  return std::move(walk).End("changed");
}

Story StartProgram(Walk walk) {
  Load(walk, walk.What("signed-by"));
  return std::move(walk).End("run");
}

// A program that runs loads a DLL [policies 5.2: blog101].
Story LoadDll(Walk walk) {
  const RunsAs runs_as = Load(walk, walk.What("signed-by"));
  if (walk.Is("process-trust", "privileged") && runs_as == RunsAs::kNormal) walk.Meet("dll-trust-too-low", "blocked");
  return std::move(walk).End("run");
}

// wceload looks at a package from outside, and lets it in or not [sdk-facts 4.2, 4.3: ak; policies 5.4: aa457840].
void LetPackageIn(Walk& walk) {
  if (walk.Is("checked", "no")) return;  // [policies 5.4: aa459001]
  if (walk.Is("package", "theme")) {     // theme first, and nothing else is asked of it
    if (!walk.NamesSomebody("4103")) walk.Meet("unsigned-themes-not-allowed", "blocked");
    return;
  }
  const std::string_view signature = walk.What("package-signed-by");
  if (signature == "revoked" || walk.Is("holds-revoked", "yes")) walk.Meet("program-revoked", "blocked");
  if (signature == "invalid") walk.Meet("program-signature-invalid", "blocked");
  if (signature != "none" && signature != "unknown") return;
  if (!walk.NamesSomebody("4101")) {
    walk.Meet("unsigned-cabs-not-allowed", "blocked");
  } else if (!walk.IsOn("4122") && walk.Is("remembered", "no")) {
    const bool can_ask = walk.Is("package", "cab") && walk.Is("silent", "no");
    if (!can_ask || !walk.Agrees("unsigned-package-prompt")) walk.Meet("unsigned-prompt-declined", "declined");
  }
}

// The configuration manager goes through a document: its encoding and elements, then setting after setting until one
// fails, and what it did is undone [design 4; provisioning 2].
void ReadDocument(Walk& walk) {
  if (walk.Is("document-taken", "no")) walk.Meet("provisioning-malformed", "refused");
}
void CarryOutDocument(Walk& walk) {
  const std::string_view fault = walk.What("document-fault");
  if (fault == "role-too-low") walk.Meet("provisioning-role-too-low", "refused");
  if (fault == "provider-unknown") walk.Meet("provisioning-provider-unknown", "refused");
  if (fault == "value-invalid") walk.Meet("provisioning-value-invalid", "refused");
}

// The person opens a package.
Story InstallPackage(Walk walk) {
  LetPackageIn(walk);
  const std::string_view fault = walk.What("package-fault");
  if (fault == "size-wrong") walk.Meet("cab-size-wrong", "refused");
  if (fault == "compressed") walk.Meet("cpf-compressed", "refused");
  if (fault == "no-uninstall-missing") walk.Meet("cpf-no-uninstall-missing", "refused");
  if (fault == "processor-wrong") walk.Meet("cab-processor-wrong", "refused");
  if (fault == "os-version-wrong") walk.Meet("cab-os-version-wrong", "refused");
  ReadDocument(walk);
  CarryOutDocument(walk);
  return std::move(walk).End("installed");
}

// A desktop calls [policies 5.5: aa920482].
Story CallFromDesktop(Walk walk) {
  if (walk.Is("4097", "0")) walk.Meet("rapi-closed", "blocked");
  if (DesktopIsRestricted(walk.What("4097"))) {
    const std::string_view signature = walk.What("signed-by");
    const bool is_signed = signature == "unprivileged" || signature == "privileged" || signature == "operator";
    if (walk.Is("what", "invoke")) {
      if (!is_signed && walk.Is("listed", "no")) walk.Meet("rapi-dll-not-allowed", "refused");
    } else if (walk.Is("protected", "yes")) {
      walk.Meet("rapi-resource-protected", "refused");
    }
  }
  return std::move(walk).End("run");
}

// A service message arrives: 4108 speaks of the one kind, 4109 of the other [policies 1.1: aa456193].
Story ReceiveServiceMessage(Walk walk) {
  const std::string_view accepted = walk.Is("kind", "sl") ? "sl-accepted" : "si-accepted";
  if (walk.Is(accepted, "no")) walk.Meet("push-discarded", "refused");
  return std::move(walk).End("applied");
}

// A provisioning document arrives. RapiConfig reads its command line before it calls, the configuration manager reads
// the document before it looks for a query in it [sdk-facts 7; policies 2.2].
Story Provision(Walk walk) {
  if (walk.Is("command-line-good", "no")) walk.Meet("rapiconfig-usage", "refused");
  if (walk.Is("over-rapi", "yes") && walk.Is("rapi", "0")) walk.Meet("rapi-closed", "blocked");
  if (walk.Is("push-discarded", "yes")) walk.Meet("push-discarded", "refused");
  ReadDocument(walk);
  if (walk.Is("query-over-push", "yes")) walk.Meet("provisioning-query-over-push", "refused");
  CarryOutDocument(walk);
  return std::move(walk).End("applied");
}

// A client signs in to a server: first with the stores as it sees them; where that fails although the stores as they
// are now would do, it needs the restart [guide; design 4; certificates 6.3].
Story SignIn(Walk walk) {
  const std::pair<std::string_view, std::string_view> chain_faults[] = {
      {"hashes-known", "chain-hash-unknown"},       {"signatures-good", "chain-signature-invalid"},
      {"issuers-good", "chain-issuer-not-allowed"}, {"dates-valid", "chain-date-invalid"},
      {"host-matches", "chain-host-differs"},
  };
  bool would_do_now = walk.Is("root-there", "yes");
  for (const auto& [fact, rule] : chain_faults) would_do_now = would_do_now && walk.Is(fact, "yes");

  if (walk.Is("root-there", "no")) walk.Meet("root-not-on-device", "sign-in-failed");
  if (would_do_now && walk.Is("seen-good", "no")) walk.Meet("certificate-waits-for-restart", "restart-required");
  for (const auto& [fact, rule] : chain_faults) {
    if (walk.Is(fact, "no")) walk.Meet(rule, "sign-in-failed");
  }
  return std::move(walk).End("signed-in");
}

}  // namespace

Story TellStory(std::string_view action, const Situation& situation) {
  const Walk walk(situation);
  if (action == "spaddcert") return AddRoot(walk);
  if (action == "certinst") return InstallTappedFile(walk);
  if (action == "registry-write") return WriteRegistry(walk);
  if (action == "run-app") return StartProgram(walk);
  if (action == "load-dll") return LoadDll(walk);
  if (action == "install-cab") return InstallPackage(walk);
  if (action == "rapi-call") return CallFromDesktop(walk);
  if (action == "push-message") return ReceiveServiceMessage(walk);
  if (action == "provision") return Provision(walk);
  if (action == "sign-in") return SignIn(walk);
  throw std::invalid_argument("no story of " + std::string(action));
}

}  // namespace wmsim
