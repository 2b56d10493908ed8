// The CertificateStore CSP: characteristics that are stores, their parts, and thumbprints; the parms of a thumbprint
// are EncodedCertificate and Role [aa455841, csp65].
#include <algorithm>
#include <array>

#include "emulator/base64.h"
#include "emulator/csp.h"
#include "emulator/filetime.h"
#include "emulator/store_init.h"
#include "emulator/store_registry.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

// The part of a store that a document speaks of: by name, or the system's where it names none [certificates 5.2].
struct Place {
  std::string store;
  std::string part;
};

bool NamesPart(const XmlElement& element) {
  const std::string type = AttributeOr(element, "type");
  return EqualIgnoringCase(type, kSystemPart) || EqualIgnoringCase(type, kUserPart);
}

CspFault FailMissing(XmlElement& element) {
  return Fail(element, DocumentFault::kValueInvalid, "the device has no such store or part");
}

// Who may write a part is the store's own rule, besides the provider's [bb416317].
CspFault CheckPlace(const CspRequest& request, const Place& place, XmlElement& element) {
  const StorePart* part = FindStorePart(request.device.image->profile, place.store, place.part);
  if (part == nullptr) return FailMissing(element);
  if (auto fault = CheckAccess(request, "CertificateStore", element)) return fault;
  if (part->access == role::kNone || Intersects(request.roles, part->access)) return std::nullopt;
  return Fail(element, DocumentFault::kRoleTooLow,
              place.store + " (" + place.part + ") needs " + FormatRoleMask(part->access));
}

std::vector<CertificateRows::Row> RowsAt(const Device& device, const Place& place) {
  auto rows = CertificatesIn(*device.image, device.changes.certificates, place.store);
  std::erase_if(rows, [&](const CertificateRows::Row& row) { return row.key.part != place.part; });
  return rows;
}

std::string CommonName(std::string_view name) {
  const std::size_t at = name.rfind("CN = ");
  if (at == std::string_view::npos) return std::string(name);
  name.remove_prefix(at + 5);
  return std::string(name.substr(0, name.find(", ")));
}

// The properties of a certificate in the order of the published answers [bb737275]. Those that follow from its bytes
// cannot be set: documents that hold an answer give them all, and devices take those [seen in documents of the
// powertoy].
constexpr std::array<const char*, 7> kProperties{"EncodedCertificate", "Role",    "IssuedBy",    "IssuedTo",
                                                 "ValidFrom",          "ValidTo", "TemplateName"};

bool IsReadOnly(std::string_view name) {
  const auto* const property = std::ranges::find(kProperties, name);
  return property != kProperties.end() && property - kProperties.begin() >= 2;
}

// What the properties of a certificate answer; nothing for a name that is none, or bytes that are not known.
// Of a shipped certificate of which only the row is known, the issuer is known where it is a root.
std::optional<std::string> Property(const StoredCertificate& stored, bool is_root, std::string_view name) {
  const CertificatePtr& bytes = stored.certificate;
  if (name == "Role") return std::to_string(Bits(stored.role));
  if (name == "IssuedTo") return CommonName(SubjectOf(stored));
  if (name == "TemplateName") return "";
  if (name == "ValidFrom" && NotBefore(stored)) return FormatAmericanTime(*NotBefore(stored));
  if (name == "ValidTo" && NotAfter(stored)) return FormatAmericanTime(*NotAfter(stored));
  if (name == "EncodedCertificate" && bytes != nullptr) return EncodeBase64(bytes->der);
  if (name == "IssuedBy" && bytes != nullptr) return CommonName(bytes->issuer);
  if (name == "IssuedBy" && is_root) return CommonName(SubjectOf(stored));
  return std::nullopt;
}

// A certificate with all its properties.
XmlElement Describe(const CertificateRows::Row& row) {
  XmlElement node = MakeElement(kCharacteristic, {{"type", FormatThumbprint(row.key.thumbprint)}});
  for (const char* name : kProperties) {
    if (auto value = Property(*row.value, row.key.store == kRootStore, name)) {
      node.children.push_back(MakeElement(kParm, {{"name", name}, {"value", *std::move(value)}}));
    }
  }
  return node;
}

// The parms of one thumbprint: what a request wants to add there.
struct Wanted {
  CertificatePtr certificate;
  std::optional<RoleMask> role;
};

CspFault ReadParm(const CspRequest& request, const Thumbprint& thumbprint, XmlElement& parm, Wanted& wanted) {
  const std::string name = AttributeOr(parm, "name");
  const std::string value = AttributeOr(parm, "value");
  if (name == "Role") {
    const auto mask = ParseDecimal(value);
    if (!mask) return Fail(parm, DocumentFault::kValueInvalid, "the role is not a decimal number");
    wanted.role = RoleMask{*mask};
    const std::uint32_t named = *mask & Bits(request.device.image->profile.all_roles.value);  // other bits are nobody's
    const bool holds = (named & ~Bits(request.roles)) == 0;
    if (!holds) return Fail(parm, DocumentFault::kRoleTooLow, "only a request that has a role may grant it");
    return std::nullopt;
  }
  if (IsReadOnly(name)) return std::nullopt;
  if (name != "EncodedCertificate") return FailUnsupported(parm);
  const auto der = DecodeBase64(value);
  const auto certificate = der ? ParseCertificate(*der) : Result<CertificatePtr>(Error{"this is not Base64"});
  if (!certificate.ok()) return Fail(parm, DocumentFault::kValueInvalid, certificate.error().text);
  if (certificate.value()->thumbprint != thumbprint) {
    return Fail(parm, DocumentFault::kValueInvalid,
                "the certificate's thumbprint is " + FormatThumbprint(certificate.value()->thumbprint));
  }
  wanted.certificate = certificate.value();
  return std::nullopt;
}

CspFault AnswerProperty(CspRequest& request, const CertificateLocation& location, XmlElement& query) {
  const StoredCertificate* stored = FindStored(request.device, location);
  const bool is_root = location.store == kRootStore;
  return AnswerParm(request, query,
                    stored != nullptr ? Property(*stored, is_root, AttributeOr(query, "name")) : std::nullopt);
}

CspFault ProcessCertificate(CspRequest& request, const Place& place, const Thumbprint& thumbprint, XmlElement& node) {
  const CertificateLocation location{place.store, place.part, thumbprint};
  Wanted wanted;
  for (XmlElement& element : node.children) {
    if (element.name == kParmQuery) {
      if (auto fault = AnswerProperty(request, location, element)) return fault;
    } else if (element.name != kParm) {
      return FailUnsupported(element);
    } else if (auto fault = ReadParm(request, thumbprint, element, wanted)) {
      return fault;
    }
  }
  if (wanted.certificate == nullptr && wanted.role) {
    return Fail(node, DocumentFault::kValueInvalid, "a role goes only with its certificate");
  }
  if (wanted.certificate == nullptr) return std::nullopt;
  AddCertificate(request.device, wanted.certificate, place.store, place.part, wanted.role.value_or(role::kNone));
  return std::nullopt;
}

// An element below a store or one of its parts: one certificate.
CspFault ProcessEntry(CspRequest& request, const Place& place, XmlElement& element) {
  const auto thumbprint = ParseThumbprint(AttributeOr(element, "type"));
  if (!thumbprint) {
    return Fail(element, DocumentFault::kValueInvalid, "not the 40 hexadecimal digits of a SHA-1 thumbprint");
  }
  if (auto fault = CheckPlace(request, place, element)) return fault;
  const CertificateLocation location{place.store, place.part, *thumbprint};
  if (element.name == kCharacteristic) return ProcessCertificate(request, place, *thumbprint, element);
  const StoredCertificate* stored = FindStored(request.device, location);
  if (element.name == kCharacteristicQuery) {
    return ReplaceQuery(request, element,
                        stored != nullptr ? Describe({location, *stored})
                                          : MakeElement(kNoCharacteristic, {{"type", AttributeOr(element, "type")}}));
  } else if (element.name != kNoCharacteristic) {
    return FailUnsupported(element);
  } else if (stored != nullptr) {
    request.device.changes.certificates.Set(location, std::nullopt);
  }
  return std::nullopt;
}

// A whole store or part that is queried or emptied.
CspFault ProcessWhole(CspRequest& request, const Place& place, XmlElement& element) {
  if (auto fault = CheckPlace(request, place, element)) return fault;
  const auto rows = RowsAt(request.device, place);
  if (element.name == kNoCharacteristic) {
    for (const auto& row : rows) request.device.changes.certificates.Set(row.key, std::nullopt);
    return std::nullopt;
  }
  XmlElement answer = MakeElement(kCharacteristic, {{"type", AttributeOr(element, "type")}});
  const bool recursive = AttributeOr(element, "recursive") != "false";
  for (const auto& row : rows) {
    if (recursive) answer.children.push_back(Describe(row));
  }
  return ReplaceQuery(request, element, std::move(answer));
}

CspFault ProcessPlace(CspRequest& request, const Place& place, XmlElement& node) {
  if (node.name == kNoCharacteristic || node.name == kCharacteristicQuery) return ProcessWhole(request, place, node);
  if (node.name != kCharacteristic) return FailUnsupported(node);
  if (FindStorePart(request.device.image->profile, place.store, place.part) == nullptr) return FailMissing(node);
  for (XmlElement& element : node.children) {
    const bool is_part = place.part.empty() && NamesPart(element);
    const Place below{place.store, is_part ? LowerCase(AttributeOr(element, "type")) : std::string(kSystemPart)};
    const Place here = place.part.empty() ? below : place;
    const auto fault = is_part ? ProcessPlace(request, here, element) : ProcessEntry(request, here, element);
    if (fault) return fault;
  }
  return std::nullopt;
}

}  // namespace

CspFault ProcessCertificateStore(CspRequest& request, XmlElement& section) {
  FillStores(request.device);
  for (XmlElement& element : section.children) {
    const StoreInfo* store = FindStore(AttributeOr(element, "type"));
    if (store == nullptr) return Fail(element, DocumentFault::kValueInvalid, "no certificate store has this name");
    const bool is_whole = element.name != kCharacteristic;
    const Place place{std::string(store->name), is_whole ? std::string(kSystemPart) : ""};
    if (auto fault = ProcessPlace(request, place, element)) return fault;
  }
  return std::nullopt;
}

}  // namespace wmsim
