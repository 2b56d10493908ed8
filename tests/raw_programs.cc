// What programs do on a RawDevice: installing certificates, writing to the registry, running, installing packages.
#include <algorithm>

#include "tests/raw_device.h"

namespace wmsim {
namespace {

constexpr std::uint32_t kUserAuth = 16;

std::string_view StoreOf(const RawCertificate& certificate) {
  if (certificate.with_key) return "MY";
  return certificate.kind == "root" ? "ROOT" : "CA";
}

}  // namespace

Situation RawDevice::LoadSituation(std::string_view program, std::string_view signature,
                                   std::string_view answer) const {
  return {{"checked", YesOrNo(Checks())},
          {"signed-by", signature},
          {"4102", SwitchIsOn(4102) ? "1" : "0"},
          {"4122", SwitchIsOn(4122) ? "1" : "0"},
          {"4123", SwitchIsOn(4123) ? "1" : "0"},
          {"remembered", YesOrNo(remembered_.contains(program))},
          {"answer", answer}};
}

// A yes is remembered, also where the step ends badly later [design 5].
void RawDevice::RememberIfAgreed(const Story& story, std::string_view program) {
  const bool asked = std::ranges::find_if(story.prompts, [](std::string_view prompt) {
                       return IsOneOf(prompt, {"unsigned-program-prompt", "unsigned-package-prompt"});
                     }) != story.prompts.end();
  if (asked && story.rule != "unsigned-prompt-declined") Remember(program);
}

Story RawDevice::SpAddCert(const RawCertificateFile& file, std::string_view signature, std::string_view answer) {
  Situation situation = LoadSituation("SPAddCert.exe", signature, answer);
  const bool one = IsOneOf(file.format, {"der", "base64"});
  const std::string_view certificate = one ? file.certificates.front().name : std::string_view();
  situation["tool-signed-by"] = signature;
  situation["operator-restricted"] = YesOrNo(operator_restricted_);
  situation["format"] = file.format;
  situation["certificate-kind"] = one ? file.certificates.front().kind : "unread";
  situation["already-there"] = YesOrNo(one && IsIn(stores_, "ROOT", certificate));
  const Story story = TellStory("spaddcert", situation);
  RememberIfAgreed(story, "SPAddCert.exe");
  if (story.outcome == "installed") AddToStore("ROOT", "system", certificate);
  return story;
}

// Certinst acts as the person, USER_AUTH; a device without one is judged as the guide's [design 4]. Of the stores up to
// 5.0 MY alone is the person's own, so a certificate with its key needs no Manager [`wmsim stores`: bb416317].
Story RawDevice::Certinst(const RawCertificateFile& file, std::string_view answer) {
  const RawCertinst certinst = profile_->certinst;
  const bool takes_all = certinst == RawCertinst::kIntoUserStores;
  const std::string_view part = takes_all ? "user" : "system";
  const bool all_for_my =
      !file.certificates.empty() && std::ranges::all_of(file.certificates, &RawCertificate::with_key);
  const bool managers_only = certinst == RawCertinst::kForManagers || certinst == RawCertinst::kNone;
  const auto is_there = [&](const RawCertificate& certificate) {
    return IsIn(stores_, StoreOf(certificate), certificate.name);
  };
  std::string_view kind = file.certificates.empty() ? "unread" : "root";
  for (const RawCertificate& certificate : file.certificates) {
    if (certificate.kind != "root") kind = certificate.kind;
  }
  const Story story = TellStory(
      "certinst",
      {{"tool-present", YesOrNo(certinst != RawCertinst::kNone)},
       {"needed-role", managers_only && !all_for_my ? "manager" : "user-auth"},
       {"grants-manager", YesOrNo((kUserAuth & Policy(4119).value_or(0)) != 0)},
       {"format-taken", YesOrNo(takes_all || IsOneOf(file.format, {"der", "base64"}))},
       {"opening", "open"},
       {"holds-none", YesOrNo(file.certificates.empty())},
       {"roots-only", YesOrNo(certinst == RawCertinst::kRootsForAll)},
       {"certificate-kind", kind},
       {"answer", answer},
       {"already-there", YesOrNo(!file.certificates.empty() && std::ranges::all_of(file.certificates, is_there))}});
  if (story.outcome == "installed") {
    for (const RawCertificate& certificate : file.certificates) {
      if (!is_there(certificate)) AddToStore(StoreOf(certificate), part, certificate.name);
    }
  }
  return story;
}

Story RawDevice::WriteRegistry(std::string_view via, std::string_view signature, std::string_view key,
                               std::string_view name, const RawData& data, std::string_view answer) {
  const std::string_view program = via == "program" ? "program.exe" : "third-party-editor.exe";
  Situation situation = LoadSituation(program, signature, answer);
  situation["via"] = via;
  situation["tool-present"] = YesOrNo(via != "built-in-editor" || HasBuiltInEditor());
  situation["4097"] = RapiWord();
  situation["key-protected"] = YesOrNo(IsProtected(key));
  situation["as-wanted"] = YesOrNo(Registry(key, name) == data);
  const Story story = TellStory("registry-write", situation);
  RememberIfAgreed(story, program);
  if (story.outcome == "changed") SetRegistry(key, name, data);
  return story;
}

Story RawDevice::RunApp(std::string_view program, std::string_view signature, std::string_view answer) {
  const Story story = TellStory("run-app", LoadSituation(program, signature, answer));
  RememberIfAgreed(story, program);
  if (story.outcome == "run") running_[program] = RunsPrivileged(signature);
  return story;
}

Story RawDevice::LoadDll(std::string_view dll, std::string_view signature, std::string_view into,
                         std::string_view answer) {
  Situation situation = LoadSituation(dll, signature, answer);
  situation["process-trust"] = running_.at(into) ? "privileged" : "normal";
  const Story story = TellStory("load-dll", situation);
  RememberIfAgreed(story, dll);
  return story;
}

// A package of which only the signature is known has nothing in it that could go wrong.
Story RawDevice::InstallCab(std::string_view package, std::string_view signature, bool silent,
                            std::string_view answer) {
  const bool known = IsOneOf(signature, {"unprivileged", "privileged", "operator"});
  Story story = TellStory("install-cab", {{"package", package.ends_with(".cpf")   ? "cpf"
                                                      : package.ends_with(".hme") ? "theme"
                                                                                  : "cab"},
                                          {"checked", YesOrNo(Checks())},
                                          {"package-signed-by", known ? "known" : signature},
                                          {"holds-revoked", "no"},
                                          {"4101", MaskNamesSomebody(4101) ? "mask" : "0"},
                                          {"4103", MaskNamesSomebody(4103) ? "mask" : "0"},
                                          {"4122", SwitchIsOn(4122) ? "1" : "0"},
                                          {"remembered", YesOrNo(remembered_.contains(package))},
                                          {"silent", YesOrNo(silent)},
                                          {"answer", answer},
                                          {"package-fault", "none"},
                                          {"document-taken", "yes"},
                                          {"document-fault", "none"}});
  if (story.outcome == "installed" && package.ends_with(".cpf")) story.outcome = "applied";  // [design 9]
  RememberIfAgreed(story, package);
  return story;
}

Story RawDevice::RapiCall(std::string_view what, std::string_view target, std::string_view signature) const {
  const bool is_protected = what == "registry-write" ? IsProtected(target)
                            : what == "file-write"   ? IsAtOrBelow(target, R"(\Windows)")
                                                     : false;
  return TellStory("rapi-call", {{"4097", RapiWord()},
                                 {"what", what},
                                 {"protected", YesOrNo(is_protected)},
                                 {"signed-by", signature},
                                 {"listed", YesOrNo(what == "invoke" && listed_dlls_.contains(target))}});
}

// It looks for the chains of servers, and so not into MY [design 4].
bool RawDevice::CommunicatorWaitsFor(const RawCertificateFile& file) const {
  return running_.contains("communicator-mobile") &&
         std::ranges::any_of(file.certificates, [&](const RawCertificate& certificate) {
           return !certificate.with_key && !IsIn(*stores_as_communicator_sees_, StoreOf(certificate), certificate.name);
         });
}

}  // namespace wmsim
