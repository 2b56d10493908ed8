// The LoaderRevocation CSP: parms whose names are hashes of programs, packages and certificates in Base64, SHA-1 or
// MD5, that the loader and the package installer refuse [aa455922, ms890015].
#include "emulator/csp.h"
#include "emulator/device_settings.h"

namespace wmsim {
namespace {

constexpr std::string_view kName = "LoaderRevocation";

CspFault ProcessHash(CspRequest& request, XmlElement& element) {
  const bool takes = element.name == kParm || element.name == kNoParm || element.name == kParmQuery;
  if (!takes) return FailUnsupported(element);
  if (auto fault = CheckAccess(request, kName, element)) return fault;
  const auto hash = RevocationHash(AttributeOr(element, "name"));
  if (element.name == kParmQuery) {
    const bool is_revoked = hash && IsRevoked(request.device, *hash);
    return AnswerParm(request, element, is_revoked ? std::optional<std::string>("") : std::nullopt);
  }
  if (!hash) return Fail(element, DocumentFault::kValueInvalid, "not a SHA-1 or MD5 hash in Base64");
  SetRevoked(request.device, *hash, element.name == kParm);
  return std::nullopt;
}

}  // namespace

CspFault ProcessLoaderRevocation(CspRequest& request, XmlElement& section) {
  if (section.name == kCharacteristicQuery) {
    if (auto fault = CheckAccess(request, kName, section)) return fault;
    XmlElement answer = MakeElement(kCharacteristic, {{"type", std::string(kName)}});
    for (const std::string& hash : RevokedHashes(request.device)) {
      answer.children.push_back(MakeElement(kParm, {{"name", hash}, {"value", ""}}));
    }
    return ReplaceQuery(request, section, std::move(answer));
  }
  return ProcessEach(section, [&](XmlElement& element) { return ProcessHash(request, element); });
}

}  // namespace wmsim
