#include "scenarios/fix/documents.h"

#include "emulator/base64.h"
#include "emulator/configuration_manager.h"
#include "emulator/csp.h"
#include "emulator/xml_writer.h"

namespace wmsim {
namespace {

XmlElement Characteristic(std::string_view type) { return MakeElement(kCharacteristic, {{"type", std::string(type)}}); }

XmlElement Parm(const std::string& name, const std::string& value) {
  return MakeElement(kParm, {{"name", name}, {"value", value}});
}

std::string DocumentOf(XmlElement section) {
  XmlElement root = MakeElement(kProvisioningRoot, {});
  root.children.push_back(std::move(section));
  return WriteXml(root);
}

}  // namespace

std::string PolicyDocument(const std::vector<PolicySetting>& settings) {
  XmlElement section = Characteristic("SecurityPolicy");
  for (const PolicySetting& setting : settings) {
    section.children.push_back(
        Parm(std::to_string(static_cast<std::uint32_t>(setting.id)), std::to_string(*setting.value)));
  }
  return DocumentOf(std::move(section));
}

std::string CertificateDocument(const std::vector<DocumentCertificate>& certificates) {
  XmlElement section = Characteristic("CertificateStore");
  for (const DocumentCertificate& row : certificates) {
    XmlElement entry = Characteristic(FormatThumbprint(row.certificate->thumbprint));
    entry.children.push_back(Parm("EncodedCertificate", EncodeBase64(row.certificate->der)));
    if (row.role != role::kNone) entry.children.push_back(Parm("Role", std::to_string(Bits(row.role))));
    XmlElement store = Characteristic(row.store);
    store.children.push_back(std::move(entry));
    section.children.push_back(std::move(store));
  }
  return DocumentOf(std::move(section));
}

}  // namespace wmsim
