#include "policy_engine/shipped_root.h"

#include <array>
#include <cstddef>

namespace wmsim {
namespace {

// Thumbprints, names, dates and keys were read from the public certificates themselves; where two editions of a root
// exist, the one that was out when the devices shipped. In this order: the root that had expired by Windows Mobile 6,
// the others whose authorities KB 841060 names for the devices of 2002, the rest of KB 915840, and those that came with
// the update of 5.0 or with 6.
constexpr auto kRoots = std::to_array<ShippedRoot>({
    {"90DEDE9E4C4E9F6FD88617579DD391BC65A68964", "C = US, O = GTE Corporation, CN = GTE CyberTrust Root",
     Utc(1996, 2, 23, 23, 1, 0), Utc(2006, 2, 23, 23, 59, 0), "rsaEncryption", 1024, "md5WithRSAEncryption", 1},
    {"6782AAE0EDEEE21A5839D3C0CD14680A4F60142A",
     "C = US, O = \"VeriSign, Inc.\", OU = Class 2 Public Primary Certification Authority", Utc(1996, 1, 29, 0, 0, 0),
     Utc(2028, 8, 1, 23, 59, 59), "rsaEncryption", 1024, "md2WithRSAEncryption", 1},
    {"742C3192E607E424EB4549542BE1BBC53E6174E2",
     "C = US, O = \"VeriSign, Inc.\", OU = Class 3 Public Primary Certification Authority", Utc(1996, 1, 29, 0, 0, 0),
     Utc(2028, 8, 1, 23, 59, 59), "rsaEncryption", 1024, "md2WithRSAEncryption", 1},
    {"801D62D07B449D5C5C035C98EA61FA443C2A58FE",
     "O = Entrust.net, OU = www.entrust.net/CPS_2048 incorp. by ref. (limits liab.), OU = (c) 1999 Entrust.net "
     "Limited, CN = Entrust.net Certification Authority (2048)",
     Utc(1999, 12, 24, 17, 50, 51), Utc(2019, 12, 24, 18, 20, 51), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
    {"99A69BE61AFE886B4D2B82007CB854FC317E1539",
     "C = US, O = Entrust.net, OU = www.entrust.net/CPS incorp. by ref. (limits liab.), OU = (c) 1999 Entrust.net "
     "Limited, CN = Entrust.net Secure Server Certification Authority",
     Utc(1999, 5, 25, 16, 9, 40), Utc(2019, 5, 25, 16, 39, 40), "rsaEncryption", 1024, "sha1WithRSAEncryption", 3},
    {"97817950D81C9670CC34D809CF794431367EF474",
     "C = US, O = GTE Corporation, OU = \"GTE CyberTrust Solutions, Inc.\", CN = GTE CyberTrust Global Root",
     Utc(1998, 8, 13, 0, 29, 0), Utc(2018, 8, 13, 23, 59, 0), "rsaEncryption", 1024, "md5WithRSAEncryption", 1},
    {"4463C531D7CCC1006794612BB656D3BF8257846F",
     "C = US, O = \"RSA Data Security, Inc.\", OU = Secure Server Certification Authority", Utc(1994, 11, 9, 0, 0, 0),
     Utc(2010, 1, 7, 23, 59, 59), "rsaEncryption", 1000, "md2WithRSAEncryption", 1},
    {"627F8D7827656399D27D7F9044C9FEB3F33EFA9A",
     "C = ZA, ST = Western Cape, L = Cape Town, O = Thawte Consulting cc, OU = Certification Services Division, CN = "
     "Thawte Premium Server CA, emailAddress = premium-server@thawte.com",
     Utc(1996, 8, 1, 0, 0, 0), Utc(2020, 12, 31, 23, 59, 59), "rsaEncryption", 1024, "md5WithRSAEncryption", 3},
    {"23E594945195F2414803B4D564D2A3A3F5D88B8C",
     "C = ZA, ST = Western Cape, L = Cape Town, O = Thawte Consulting cc, OU = Certification Services Division, CN = "
     "Thawte Server CA, emailAddress = server-certs@thawte.com",
     Utc(1996, 8, 1, 0, 0, 0), Utc(2020, 12, 31, 23, 59, 59), "rsaEncryption", 1024, "md5WithRSAEncryption", 3},
    {"D23209AD23D314232174E40D7F9D62139786633A", "C = US, O = Equifax, OU = Equifax Secure Certificate Authority",
     Utc(1998, 8, 22, 16, 41, 51), Utc(2018, 8, 22, 16, 41, 51), "rsaEncryption", 1024, "sha1WithRSAEncryption", 3},
    {"2F173F7DE99667AFA57AF80AA2D1B12FAC830338", "C = BE, O = GlobalSign nv-sa, OU = Root CA, CN = GlobalSign Root CA",
     Utc(1998, 9, 1, 12, 0, 0), Utc(2014, 1, 28, 12, 0, 0), "rsaEncryption", 2048, "md5WithRSAEncryption", 3},
    {"317A2AD07F2B335EF5A1C34E4B57E8B7D8F1FCA6",
     "L = ValiCert Validation Network, O = \"ValiCert, Inc.\", OU = ValiCert Class 2 Policy Validation Authority, CN = "
     "http://www.valicert.com/, emailAddress = info@valicert.com",
     Utc(1999, 6, 26, 0, 19, 54), Utc(2019, 6, 26, 0, 19, 54), "rsaEncryption", 1024, "sha1WithRSAEncryption", 1},
    {"D1EB23A46D17D68FD92564C2F1F1601764D8E349",
     "C = GB, ST = Greater Manchester, L = Salford, O = Comodo CA Limited, CN = AAA Certificate Services",
     Utc(2004, 1, 1, 0, 0, 0), Utc(2028, 12, 31, 23, 59, 59), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
    {"02FAF3E291435468607857694DF5E45B68851868",
     "C = SE, O = AddTrust AB, OU = AddTrust External TTP Network, CN = AddTrust External CA Root",
     Utc(2000, 5, 30, 10, 48, 38), Utc(2020, 5, 30, 10, 48, 38), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
    {"D4DE20D05E66FC53FE1A50882C78DB2852CAE474",
     "C = IE, O = Baltimore, OU = CyberTrust, CN = Baltimore CyberTrust Root", Utc(2000, 5, 12, 18, 46, 0),
     Utc(2025, 5, 12, 23, 59, 0), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
    {"DE28F4A4FFE5B92FA3C503D1A349A7F9962A8212", "C = US, O = GeoTrust Inc., CN = GeoTrust Global CA",
     Utc(2002, 5, 21, 4, 0, 0), Utc(2022, 5, 21, 4, 0, 0), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
    {"2796BAE63F1801E277261BA0D77770028F20EEE4",
     "C = US, O = \"The Go Daddy Group, Inc.\", OU = Go Daddy Class 2 Certification Authority",
     Utc(2004, 6, 29, 17, 6, 20), Utc(2034, 6, 29, 17, 6, 20), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
    {"AD7E1C28B064EF8F6003402014C3D0E3370EB58A",
     "C = US, O = \"Starfield Technologies, Inc.\", OU = Starfield Class 2 Certification Authority",
     Utc(2004, 6, 29, 17, 39, 16), Utc(2034, 6, 29, 17, 39, 16), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
});

constexpr std::size_t kExpired = 1;
constexpr std::size_t kOf2002 = 9;
constexpr std::size_t kOfKb915840 = 11;

}  // namespace

std::span<const ShippedRoot> RootsOfKb915840() { return std::span(kRoots).first(kOfKb915840); }
std::span<const ShippedRoot> RootsOfWindowsMobile6() { return std::span(kRoots).subspan(kExpired); }
std::span<const ShippedRoot> RootsOfSmartphone2002() { return std::span(kRoots).first(kOf2002); }

}  // namespace wmsim
