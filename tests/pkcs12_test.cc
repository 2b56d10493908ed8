// PKCS#12 files: which open, with what in them, and why the others do not.
#include "emulator/pkcs12.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

// Made with `openssl pkcs12 -export -inkey leaf.key -in leaf.pem -passout pass:secret` and what is said of each. Leaf
// was issued by Root.

// -legacy -certfile root.pem -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-RC2-40 -macalg sha1 -iter 100
constexpr std::string_view kClassic =
    "MIIErwIBAzCCBHYGCSqGSIb3DQEHAaCCBGcEggRjMIIEXzCCA1YGCSqGSIb3DQEHBqCCA0cwggNDAgEAMIIDPAYJKoZIhvcNAQcBMBsGCiqGSIb3"
    "DQEMAQYwDQQIzorMHygxvtYCAWSAggMQocoeiqZofCuIh3ZKwFpYoxzqaVmrbJTf8GoNH32jW6MHMA+81IJ8a71clm/rtaRIKfhJ2WQ/Ko3jOLlH"
    "Dbdr/EHJO+PDjop2v3LtUz3utkwPC9I0i0JxxAF3cvbb4mEj+hov7VpP5qTQjP9bVzFD8ToINtLMq2w6Ntu1WcR2MT9QI15jJ1f6i1adEEl3oLvd"
    "5pt9BDSgh3yRol3Xmi9tFsOsINx5jnP0oX5ebsOqEmZzd7VNnq7Xek1TviCjOkKv62k/hPJ4YuDoX7ooWu3nx3BOQYD6INuO8dTyNaevK3V/ra38"
    "pL94PjwBZ/TtsbR9UMFEKcwgjshLktqmZFBB3Uu4XJCXk4sLULWQal5aBsjuaqLze87fy4Y7bdMzZQn9oAPLYE3ZJxOtDN3zeJlHDJ31yZaTImAV"
    "xfizkYApJcN5Lr9VHetx6olfkcdoCeDAtAkkiaYUhn5OUoAcoW4kU7YdUW1bdhc2669ouoikpkZ7ADMIbawdKMi59EfbU0GDU520usLZzVrWYUtk"
    "1RJVoLGdD6GnhPsVqauhce/WIWSzavayAJIFq9+C9DhZGCzwkFJmYk+h+t4oHsh6dBOB9PwT2sN2FKISMOUkRTfDsdmQZmkZhNlrH2Jiqros73z5"
    "DqB+YWBhGPgFrMHMpcs/Jsjppq4xEPnh/QtGi9Ayfg13EvPJq9Oo3AdvP9JxKqvullTIFQYqleuKNdW9Q+6aUVpJmQKoSqmHdik05Mj0zu8tFO4m"
    "y8Vq6Qa90ghwliGcJt+DTkhBjEVnUxJyyRuL5+lVyvCSwOPcej18etvbNffNNuyEHfHmS1w8Kj3fCvHwUKlv+2l191OQnCFlzdSzfEJDK21xOaqD"
    "wNfqfdmjffyoN4lyOfiNBZHXlBuO1n28Obiyb3JQzxS+kpj9g+mEQrv4eM/XQBi3GNGc26tHfEd4XCTz2NbDnQxF0ccbWbHLRoDOkEaYeSH8a3Ey"
    "GHY0+zPsnkVa6QSlMavx1W+YpP+FLAdhSd9NMflbiYs46ni3e9hbEBUoL35DWaDw0NtBTjCCAQEGCSqGSIb3DQEHAaCB8wSB8DCB7TCB6gYLKoZI"
    "hvcNAQwKAQKggbMwgbAwGwYKKoZIhvcNAQwBAzANBAj2frAc/KKgXwIBZASBkOF0YWU0u4vRh9pmdTskuXDhtGbL03mXoJ7F1huqIZ4w+bFiOO4I"
    "R4FlEmc96IICwxv1O7t6PMEjgI/s4n68fOJP5VDo8mXisoGNa6M5YuKBNUpfToq8EsLbG4Sf+EZyumAIINClJWngygc++rsM+oCup15iBzWoaaee"
    "UKr1xap02nrs0y1pKHhqDcnBpRFWsTElMCMGCSqGSIb3DQEJFTEWBBSyAt0+vL7E+CEC1DVbn9sFzIIwUjAwMCEwCQYFKw4DAhoFAAQUC6Z/Rd1C"
    "d95hA9MaRwV2c1j2NasECFQUVxap0AmWAgFk";

// -iter 100 -nomac -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES
constexpr std::string_view kWithoutMac =
    "MIIDNQIBAzCCAy4GCSqGSIb3DQEHAaCCAx8EggMbMIIDFzCCAg4GCSqGSIb3DQEHBqCCAf8wggH7AgEAMIIB9AYJKoZIhvcNAQcBMBsGCiqGSIb3"
    "DQEMAQMwDQQI805SIOv5li8CAWSAggHIzIB+yUSxcqe3t/H8VQBovHwAmoGpTZ0nQcoivmP5HtLItXRF/cmBff+5PK7WmBKcRC7MEVy2USM/rXhC"
    "MQDIuQvk08QoLcPLqTnkxTfdd4MFP/LIawtXoPxGwdx8+1oodL2jItlJ96K2g5jAuyogxuPSqgK1ZgPIDAPx80I1MVP4dHNQHJqXX+vzf0D/YAOx"
    "qaQ1mWpFVHACyGt1kQuug8fxdNW3M7xClbco7As41dtny1+iserCUjjN1e9HHLER50+Sakhp0AoJ7FbgQp/YCoo90CLUgPLgsbrVJIaRybUegMxD"
    "irPyD1CHycxdW4fBCrPCJMpqcQKHm7u+tdvfOt5TEVgLKydW8haSB8Tt5oFyz1kzIoV9fXodHQqRpzVbcRWOxaO1NTRxD0gER7OGx/dbidjDxkMw"
    "xkZL09qz5wyh5PFcA5n0j/DkOpC4gR9cUU3G1R047SuAtkPe3fRlHBcsPQk32rozP+aCaqLOFa8IWJNH/AXPkewYj2KqJXxrgeyHIvcpQqrJHWXB"
    "zkQ6MyL7fyu35LSvMBq7Vac0TQiK6Cq0d72zqZ1aiV4qIvix1WinNTz5GK+hAXkxHohfbxkAetC3etwOMIIBAQYJKoZIhvcNAQcBoIHzBIHwMIHt"
    "MIHqBgsqhkiG9w0BDAoBAqCBszCBsDAbBgoqhkiG9w0BDAEDMA0ECMBOT99Rf6yzAgFkBIGQM5Jqmlw/bkhNpGQewuJPl1W+KVkWf6dhft4fl2QG"
    "zl1QG2gnOuV9GASyn2IBTmL4E6rXCk3q+U3YSsUtaAcTqOSIulaNOEwPn3WvhZSBVp5kKLuhJ/W+6SEypagGap4YWrRYMM8x1SkNNPVSdPkuIqWu"
    "b5faVTV6tgnWGNPCt+hbgQfRotctuLv+fQpXS9hTMSUwIwYJKoZIhvcNAQkVMRYEFLIC3T68vsT4IQLUNVuf2wXMgjBS";

// -iter 600000 -nomac -keypbe AES-128-CBC -certpbe NONE
constexpr std::string_view kSlow =
    "MIIDPAIBAzCCAzUGCSqGSIb3DQEHAaCCAyYEggMiMIIDHjCCAdQGCSqGSIb3DQEHAaCCAcUEggHBMIIBvTCCAbkGCyqGSIb3DQEMCgEDoIIBgTCC"
    "AX0GCiqGSIb3DQEJFgGgggFtBIIBaTCCAWUwggEKoAMCAQICAQIwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEUm9vdDAeFw0yNjExMjMwMDU0MzFa"
    "Fw00NjExMTgwMDU0MzFaMA8xDTALBgNVBAMMBExlYWYwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATbPQGEAGWqcw8lK5x0CcjkwnSHcpFrPDAx"
    "k40t7wK4ZRDWwPY0yecQhmUWVYr/EqnskNkSRTgCOMqCVQ+su1Ibo1cwVTAdBgNVHQ4EFgQUKqCzr0/LRrBw+FOa0JTQsAYNkw8wNAYDVR0jBC0w"
    "K6ETpBEwDzENMAsGA1UEAwwEUm9vdIIUThmMDq9BuyRITlnsV3PWs71Qq/4wCgYIKoZIzj0EAwIDSQAwRgIhAOEfzs4EoVYnCkIgdKjg+l7KAeFk"
    "+X9LRnDZRkrkQszQAiEA3aVm6ij9XdP/F4uzvGULlxdaRyWFKVtJas57z6acoqQxJTAjBgkqhkiG9w0BCRUxFgQUsgLdPry+xPghAtQ1W5/bBcyC"
    "MFIwggFCBgkqhkiG9w0BBwGgggEzBIIBLzCCASswggEnBgsqhkiG9w0BDAoBAqCB8DCB7TBYBgkqhkiG9w0BBQ0wSzAqBgkqhkiG9w0BBQwwHQQI"
    "fuQtQygiZscCAwknwDAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBAgQQN0w6jQvDUCbrsVSjJeW2SgSBkIVvBfjLsdhDRjifrDK5z2V11VhT/ls1"
    "9weVrvPcWLIJL0zeLesLaGKikAYHNbUls6tOkPNYcTZrdbO7Czh95OumokELtaapfOOpvST3j6yG5hYrHnFBj9N1j4HfPe9AuVLoGm07l1hbrgbV"
    "hIdx+MsL9XGeayMgfxXpsRAKMaKX0EPz178lO95rBQWPmT3XpTElMCMGCSqGSIb3DQEJFTEWBBSyAt0+vL7E+CEC1DVbn9sFzIIwUg==";

// -nocerts -keypbe PBE-SHA1-3DES -macalg sha1 -iter 100 -passout pass:
constexpr std::string_view kKeyOnly =
    "MIIBKQIBAzCB8QYJKoZIhvcNAQcBoIHjBIHgMIHdMIHaBgkqhkiG9w0BBwGggcwEgckwgcYwgcMGCyqGSIb3DQEMCgECoIGzMIGwMBsGCiqGSIb3"
    "DQEMAQMwDQQIUL4l+6r6WooCAWQEgZBTVKZcWAqZsaqIaxfZ7T92v6eY/o82jQKfKOaMtjYscBFXdtI9pN7Q2ncVYfIsEee9P4MTqPxeD3uBM8wc"
    "jao3/T9nAiuHmF4COV/psBC66DsePswEtl2j3WutCJd4CimnSGZmp3mnlyodru2a5Cers1kacljNJTXZxYt86YHhgPB+CXkYLN8s/zdywN3JiEcw"
    "MDAhMAkGBSsOAwIaBQAEFP7d+Ob1fy1bHFU32dxTlB+yWSHGBAjg1T5Ghy4RQgIBZA==";

// -legacy -nocerts -keypbe PBE-SHA1-3DES -macalg md4 -iter 100
constexpr std::string_view kMd4 =
    "MIIBKAIBAzCB8QYJKoZIhvcNAQcBoIHjBIHgMIHdMIHaBgkqhkiG9w0BBwGggcwEgckwgcYwgcMGCyqGSIb3DQEMCgECoIGzMIGwMBsGCiqGSIb3"
    "DQEMAQMwDQQIT5HM7VvDxtECAWQEgZAne41DBPzAw0VH7M+orUwgUbf4E3XCKRQjGdxDpiJh5OJ/AObDh4A0KnpDgsPIvRVP2oOCqooj9zDkG14p"
    "9V0bI1tVdOnPglw9d+BVXWQSGzPYs1SDJ4XzsLuJ3/1GdULzm0dVtw5G6pixVRcsByXgAe3h91nXtvobKZ61zSBsUu78IqF/EZwOZyuRRQRiSZkw"
    "LzAgMAwGCCqGSIb3DQIEBQAEEC5e3ZGEyDjcv/qE1BZskZcECPBVMAAbTOsfAgFk";

// Put together by hand: neither encryption nor MAC; one safe with the bags of Root, Leaf and Leaf's key, in this order
// and without localKeyID.
constexpr std::string_view kPlain =
    "MIIDtAIBAzCCA60GCSqGSIb3DQEHAaCCA54EggOaMIIDljCCA5IGCSqGSIb3DQEHAaCCA4MEggN/MIIDezCCAUQGCyqGSIb3DQEMCgEDoIIBMzCC"
    "AS8GCiqGSIb3DQEJFgGgggEfBIIBGzCCARcwgb8CFE4ZjA6vQbskSE5Z7Fdz1rO9UKv+MAoGCCqGSM49BAMCMA8xDTALBgNVBAMMBFJvb3QwHhcN"
    "MjYxMTIzMDA1MzU1WhcNNDYxMTE4MDA1MzU1WjAPMQ0wCwYDVQQDDARSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEyeTGEmA+WvD2fuB4"
    "658OBQRrUfOJtrPYZyROjLROLSync2GPajc5SU5nz98zYaZ0ZLQ3MbJuCC7kYWAHdOH7mjAKBggqhkjOPQQDAgNHADBEAiA8nnV4GNs7gFf7gfsh"
    "he7fiLy31mJTNEedkSMuCH+JFQIgY80mHSDd39qHVjHiJGPkz1EusMTv8L1TcQL6RwIBm8EwggGSBgsqhkiG9w0BDAoBA6CCAYEwggF9BgoqhkiG"
    "9w0BCRYBoIIBbQSCAWkwggFlMIIBCqADAgECAgECMAoGCCqGSM49BAMCMA8xDTALBgNVBAMMBFJvb3QwHhcNMjYxMTIzMDA1NDMxWhcNNDYxMTE4"
    "MDA1NDMxWjAPMQ0wCwYDVQQDDARMZWFmMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2z0BhABlqnMPJSucdAnI5MJ0h3KRazwwMZONLe8CuGUQ"
    "1sD2NMnnEIZlFlWK/xKp7JDZEkU4AjjKglUPrLtSG6NXMFUwHQYDVR0OBBYEFCqgs69Py0awcPhTmtCU0LAGDZMPMDQGA1UdIwQtMCuhE6QRMA8x"
    "DTALBgNVBAMMBFJvb3SCFE4ZjA6vQbskSE5Z7Fdz1rO9UKv+MAoGCCqGSM49BAMCA0kAMEYCIQDhH87OBKFWJwpCIHSo4PpeygHhZPl/S0Zw2UZK"
    "5ELM0AIhAN2lZuoo/V3T/xeLs7xlC5cXWkclhSlbSWrOe8+mnKKkMIGaBgsqhkiG9w0BDAoBAaCBijCBhwIBADATBgcqhkjOPQIBBggqhkjOPQMB"
    "BwRtMGsCAQEEIKvCNfkbotazr6hDvN1Rxkn/mVdlpjttFdaT1jONBpOUoUQDQgAE2z0BhABlqnMPJSucdAnI5MJ0h3KRazwwMZONLe8CuGUQ1sD2"
    "NMnnEIZlFlWK/xKp7JDZEkU4AjjKglUPrLtSGw==";

// -nocerts -keypbe PBE-SHA1-3DES -macalg sha1 -iter 100 -passout pass:gr\u00C3\u00BCn, which is what OpenSSL
// before 1.1.0 took the UTF-8 of gr\u00FCn for.
constexpr std::string_view kOldUmlaut =
    "MIIBKQIBAzCB8QYJKoZIhvcNAQcBoIHjBIHgMIHdMIHaBgkqhkiG9w0BBwGggcwEgckwgcYwgcMGCyqGSIb3DQEMCgECoIGzMIGwMBsGCiqGSIb3"
    "DQEMAQMwDQQIsm4ibhHpYmECAWQEgZBLyebl/kIIMW+EgJSWRLaM6I8DHtR4UwLzZls5rEhVBfUpMoVjSCZ9XIG+HiJygZtVkSX3Ir4Jt/USHqW3"
    "O1cpPKEhKZahkIKYApdp8eGZTt0LJAD5F4TFCSJmkOm0HU9ZBI5f62fKQHKnVm8oghBJCK6Lsr2cjiWdB2rB69dWXWVCuj5bC8vy5n8pggwf6Ckw"
    "MDAhMAkGBSsOAwIaBQAEFBE30J3xC+KL78OWwZ53zODbt+J3BAiXR2nw0VbZoQIBZA==";

// Encrypted keys: `openssl pkcs8 -topk8 -scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 1`, `-v1 PBE-MD5-DES`.
constexpr std::string_view kScryptKey =
    "MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAgGkB+cBX/IigICBAACAQgCAQEwHQYJYIZIAWUDBAEqBBCZgaacfiHMEhLggVfkZ+5+"
    "BIGQii1MDK0c2wlFqcxXESAl87wAZgp3N0iHkLJ5YHyDSfbRtjC/GumvwC33YJ9/YB+kbeCDRWBS8RnF4LnknLViQLNWfoqzaoabASA3w2twjafi"
    "T9Kaliz+l4Bpi27CAnPVHBgkgFoFnnwtncenzaGiVdjEEwoZwkwz7q7Gai05haQ0hwbxnB6oA6XOD6xdkuFQ";
constexpr std::string_view kDesKey =
    "MIGwMBsGCSqGSIb3DQEFAzAOBAgqY80p7mILsQICCAAEgZDP+mkp3m+/3brhUAOeP4oVb6KbT6m7gOlEXNay3lJTxXN5W1hFNScBX2P7zhAbL4lS"
    "gdfzcOFO2a8E5IyeZId9P3EtsGKaLiyBc3yoyxAhJqH8qNe4h52ss8B72+7UE0Exyj+nPyI5e23siTnLoZCBrEystTklucQU8FiNm7d3HWmwmkmS"
    "7/k4AascNzBL0pI=";

using Names = std::vector<std::string>;

std::string Decode(std::string_view base64) {
  std::string bytes(base64.size() / 4 * 3, '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), reinterpret_cast<const unsigned char*>(base64.data()),
                  static_cast<int>(base64.size()));
  bytes.resize(bytes.size() - static_cast<std::size_t>(std::ranges::count(base64, '=')));
  return bytes;
}

std::string Hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

// Replaces the last place where the bytes `what` stand.
std::string Replaced(std::string bytes, std::string_view what, std::string_view with) {
  const std::size_t at = bytes.rfind(Hex(what));
  EXPECT_NE(at, std::string::npos) << what;
  return bytes.replace(at, what.size() / 2, Hex(with));
}

constexpr std::string_view kDataId = "06092A864886F70D010701";
constexpr std::string_view kEnvelopedId = "06092A864886F70D010703";
constexpr std::string_view kKeyBag = "060B2A864886F70D010C0A0101";
constexpr std::string_view kShroudedBag = "060B2A864886F70D010C0A0102";
constexpr std::string_view kCertificateBag = "060B2A864886F70D010C0A0103";
constexpr std::string_view kSecretBag = "060B2A864886F70D010C0A0105";
constexpr std::string_view kSafeBag = "060B2A864886F70D010C0A0106";

std::string Tlv(std::string_view tag, const std::string& content) {
  const std::size_t size = content.size();
  std::string length = size < 128 ? "" : "\x82" + std::string(1, static_cast<char>(size >> 8));
  return Hex(tag) + length + static_cast<char>(size) + content;
}

std::string Data(const std::string& content) { return Tlv("30", Hex(kDataId) + Tlv("A0", Tlv("04", content))); }

std::string Bag(std::string_view id, const std::string& content) { return Tlv("30", Hex(id) + Tlv("A0", content)); }

// A file without MAC that has these safes, each a whole ContentInfo.
std::string FileOf(const std::string& safes) { return Tlv("30", Hex("020103") + Data(Tlv("30", safes))); }

std::string FileOfBags(const std::string& bags) { return FileOf(Data(Tlv("30", bags))); }

std::string FileOfKey(std::string_view key) { return FileOfBags(Bag(kShroudedBag, Decode(key))); }

// A file that has a MAC of so many rounds.
std::string WithMac(std::string_view rounds) {
  const std::string digest = Tlv("30", Tlv("30", Hex("06052B0E03021A0500")) + Tlv("04", std::string(20, 'x')));
  return Tlv("30", Hex("020103") + Data(Hex("3000")) + Tlv("30", digest + Tlv("04", "saltsalt") + Hex(rounds)));
}

// The last safe of kSlow: its shrouded key.
std::string SlowSafe() {
  const std::string file = Decode(kSlow);
  return file.substr(file.rfind(Hex(kDataId)) - 4);
}

// The bags of kPlain.
std::string PlainBags() {
  const std::string file = Decode(kPlain);
  return file.substr(file.find(Hex(kCertificateBag)) - 4);
}

std::string Nested(int depth) {
  std::string bags = PlainBags();
  for (int i = 0; i < depth; ++i) bags = Bag(kSafeBag, Tlv("30", bags));
  return FileOfBags(bags);
}

// A safe whose content is encrypted with the password "secret".
std::string Encrypted(const std::string& content) {
  const std::string salt = "saltsalt";
  X509_ALGOR* algorithm =
      PKCS5_pbe_set(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, 1, reinterpret_cast<const unsigned char*>(salt.data()), 8);
  unsigned char* named = nullptr;
  const int named_size = i2d_X509_ALGOR(algorithm, &named);
  unsigned char* hidden = nullptr;
  int hidden_size = 0;
  PKCS12_pbe_crypt(algorithm, "secret", 6, reinterpret_cast<const unsigned char*>(content.data()),
                   static_cast<int>(content.size()), &hidden, &hidden_size, 1);
  const std::string info =
      Tlv("30", Hex(kDataId) + std::string(reinterpret_cast<char*>(named), static_cast<std::size_t>(named_size)) +
                    Tlv("80", std::string(reinterpret_cast<char*>(hidden), static_cast<std::size_t>(hidden_size))));
  X509_ALGOR_free(algorithm);
  OPENSSL_free(named);
  OPENSSL_free(hidden);
  return Tlv("30", Hex("06092A864886F70D010706") + Tlv("A0", Tlv("30", Hex("020100") + info)));
}

// The same file with a MAC for the password "secret".
std::string WithGoodMac(const std::string& file) {
  const auto* next = reinterpret_cast<const unsigned char*>(file.data());
  PKCS12* decoded = d2i_PKCS12(nullptr, &next, static_cast<long>(file.size()));
  PKCS12_set_mac(decoded, "secret", 6, nullptr, 0, 1, EVP_sha1());
  unsigned char* bytes = nullptr;
  const int size = i2d_PKCS12(decoded, &bytes);
  std::string with_mac(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  PKCS12_free(decoded);
  OPENSSL_free(bytes);
  return with_mac;
}

// The last bag of kSlow, its key, and one round more than there may be.
std::string SlowKey() {
  const std::string safe = Replaced(SlowSafe(), "02030927C0", "02030927C1");
  return safe.substr(safe.find(Hex(kShroudedBag)) - 4);
}

// kPlain with a localKeyID for Leaf and its key, which is of a kind that OpenSSL does not know.
std::string PlainWithIds() {
  const std::string id = Tlv("31", Tlv("30", Hex("06092A864886F70D010915") + Tlv("31", Tlv("04", "1"))));
  const std::string bags = Replaced(PlainBags(), "06072A8648CE3D0201", "06072A8648CE3D027F");
  const std::size_t leaf = bags.rfind(Hex(kCertificateBag)) - 4;
  const std::size_t key = bags.rfind(Hex(kKeyBag)) - 3;
  return FileOfBags(bags.substr(0, leaf) + Tlv("30", bags.substr(leaf + 4, key - leaf - 4) + id) +
                    Tlv("30", bags.substr(key + 3) + id));
}

Names Subjects(const Pkcs12Content& content) {
  Names subjects;
  for (const CertificatePtr& certificate : content.certificates) subjects.push_back(certificate->subject);
  return subjects;
}

constexpr std::string_view kTripleDes = "pbeWithSHA1And3-KeyTripleDES-CBC";

TEST(OpenPkcs12, OpensEveryKindOfFile) {
  const Names both = {"CN = Leaf", "CN = Root"};
  const Names leaf = {"CN = Leaf"};
  struct {
    std::string_view what;
    std::string bytes;
    std::optional<std::string> password;
    Names subjects;
    std::size_t with_private_key;
    bool has_private_key;
    bool is_late;
    Names algorithms;
  } const rows[] = {
      {"RC2",
       Decode(kClassic),
       "secret",
       both,
       1,
       true,
       false,
       {"pbeWithSHA1And40BitRC2-CBC", std::string(kTripleDes), "MAC sha1"}},
      {"zeros behind it",
       Decode(kClassic) + std::string(8, '\0'),
       "secret",
       both,
       1,
       true,
       false,
       {"pbeWithSHA1And40BitRC2-CBC", std::string(kTripleDes), "MAC sha1"}},
      {"no MAC", Decode(kWithoutMac), "secret", leaf, 1, true, false, {std::string(kTripleDes)}},
      {"as many rounds as there may be",
       Decode(kSlow),
       "secret",
       leaf,
       1,
       true,
       true,
       {"PBES2, PBKDF2, AES-128-CBC, hmacWithSHA256"}},
      {"a MAC of old", Decode(kMd4), "secret", {}, 0, true, false, {std::string(kTripleDes), "MAC md4"}},
      {"an empty password", Decode(kKeyOnly), "", {}, 0, true, false, {std::string(kTripleDes), "MAC sha1"}},
      {"no password", Decode(kKeyOnly), std::nullopt, {}, 0, true, false, {std::string(kTripleDes), "MAC sha1"}},
      {"a password taken for Latin-1",
       Decode(kOldUmlaut),
       "gr\u00FCn",
       {},
       0,
       true,
       false,
       {std::string(kTripleDes), "MAC sha1"}},
      {"nothing secret", Decode(kPlain), std::nullopt, both, 1, true, false, {}},
      {"nothing secret, and a password", Decode(kPlain), "any", both, 1, true, false, {}},
      {"bags encrypted",
       FileOf(Encrypted(Tlv("30", PlainBags()))),
       "secret",
       both,
       1,
       true,
       false,
       {std::string(kTripleDes)}},
      {"a key that OpenSSL does not know", PlainWithIds(), std::nullopt, both, 1, true, false, {}},
      {"bags within bags", Nested(3), std::nullopt, both, 1, true, false, {}},
      {"no safe", FileOf(""), std::nullopt, {}, 0, false, false, {}},
      {"no bag", FileOfBags(""), std::nullopt, {}, 0, false, false, {}},
      {"a secret",
       FileOfBags(Bag(kSecretBag, Tlv("30", Hex(kDataId) + Tlv("A0", Hex("0500"))))),
       std::nullopt,
       {},
       0,
       false,
       false,
       {}},
      {"scrypt", FileOfKey(kScryptKey), "secret", {}, 0, true, true, {"PBES2, scrypt, AES-256-CBC"}},
      {"single DES", FileOfKey(kDesKey), "secret", {}, 0, true, false, {"pbeWithMD5AndDES-CBC"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto file = OpenPkcs12(row.bytes, row.password);
    ASSERT_TRUE(file.ok()) << file.error().text;
    const Pkcs12Content& content = file.value();
    EXPECT_EQ(content.status, Pkcs12Status::kOpened);
    EXPECT_EQ(content.cipher, "");
    EXPECT_EQ(Subjects(content), row.subjects);
    EXPECT_EQ(content.with_private_key, row.with_private_key);
    EXPECT_EQ(content.has_private_key, row.has_private_key);
    EXPECT_EQ(content.algorithms, row.algorithms);
    EXPECT_EQ(content.beyond_pkcs12_v1, row.is_late);
    EXPECT_EQ(ERR_peek_error(), 0U);
  }
}

TEST(OpenPkcs12, SaysWhyAFileStaysClosed) {
  const std::string classic = Decode(kClassic);
  const std::string mac = Hex("2B0E03021A");
  const auto flipped = [](std::string bytes, std::size_t at) {
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
    return bytes;
  };
  using enum Pkcs12Status;
  struct {
    std::string_view what;
    std::string bytes;
    std::optional<std::string> password;
    Pkcs12Status status;
    std::string_view cipher;
  } const rows[] = {
      {"another password", classic, "Secret", kWrongPassword, ""},
      {"a longer one", classic, "secret ", kWrongPassword, ""},
      {"a shorter one", classic, "secre", kWrongPassword, ""},
      {"one with a zero behind it", classic, std::string("secret\0", 7), kWrongPassword, ""},
      {"not UTF-8", classic, "\xFF\xFE", kWrongPassword, ""},
      {"an empty one", classic, "", kWrongPassword, ""},
      {"none", classic, std::nullopt, kWrongPassword, ""},
      {"encrypted garbage without MAC", FileOf(Encrypted("garbage")), "secret", kWrongPassword, ""},
      {"one where there is none", Decode(kKeyOnly), "secret", kWrongPassword, ""},
      {"without MAC, another password", Decode(kWithoutMac), "Secret", kWrongPassword, ""},
      {"without MAC, none", Decode(kWithoutMac), std::nullopt, kWrongPassword, ""},
      {"a MAC of old, another password", Decode(kMd4), "Secret", kWrongPassword, ""},
      {"scrypt, another password", FileOfKey(kScryptKey), "Secret", kWrongPassword, ""},
      {"single DES, another password", FileOfKey(kDesKey), "Secret", kWrongPassword, ""},
      {"MAC changed", flipped(classic, classic.rfind(mac) + mac.size() + 6), "secret", kWrongPassword, ""},
      {"content changed", flipped(classic, 300), "secret", kWrongPassword, ""},
      {"MAC unknown", Replaced(classic, "2B0E03021A", "2B0E03027F"), "secret", kCipherUnknown, "1.3.14.3.2.127"},
      {"cipher unknown", Replaced(classic, "2A864886F70D010C0106", "2A864886F70D010C0129"), "secret", kCipherUnknown,
       "1.2.840.113549.1.12.1.41"},
      {"cipher unknown, no password", Replaced(classic, "2A864886F70D010C0106", "2A864886F70D010C0129"), std::nullopt,
       kCipherUnknown, "1.2.840.113549.1.12.1.41"},
      {"MD2", Replaced(FileOfKey(kDesKey), "2A864886F70D010503", "2A864886F70D010501"), "secret", kCipherUnknown,
       "pbeWithMD2AndDES-CBC"},
      {"a cipher with a tag of its own", Replaced(Decode(kSlow), "608648016503040102", "608648016503040106"), "secret",
       kCipherUnknown, "id-aes128-GCM"},
      {"a function unknown", Replaced(Decode(kSlow), "2A864886F70D0209", "2A864886F70D027F"), "secret", kCipherUnknown,
       "1.2.840.113549.2.127"},
      {"a derivation unknown", Replaced(Decode(kSlow), "2A864886F70D01050C", "2A864886F70D01057F"), "secret",
       kCipherUnknown, "1.2.840.113549.1.5.127"},
      {"scrypt that OpenSSL refuses", Replaced(FileOfKey(kScryptKey), "02020400", "02020401"), "secret", kCipherUnknown,
       "scrypt"},
      {"a cipher unknown within a safe",
       FileOf(Encrypted(
           Tlv("30", Bag(kShroudedBag, Replaced(Decode(kDesKey), "2A864886F70D010503", "2A864886F70D01057F"))))),
       "secret", kCipherUnknown, "1.2.840.113549.1.5.127"},
      {"a safe that needs a key", FileOf(Tlv("30", Hex(kEnvelopedId))), "secret", kCipherUnknown,
       "pkcs7-envelopedData"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto file = OpenPkcs12(row.bytes, row.password);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(file.value().status, row.status);
    EXPECT_EQ(file.value().cipher, row.cipher);
    EXPECT_TRUE(file.value().certificates.empty());
    EXPECT_FALSE(file.value().has_private_key);
    EXPECT_EQ(ERR_peek_error(), 0U);
  }
}

// The rounds of the whole file are counted before the first is made.
TEST(OpenPkcs12, RefusesTooManyRounds) {
  const std::string slow = Decode(kSlow);
  const std::string half = Replaced(SlowSafe(), "02030927C0", "02030493E1");
  const std::string fast = Replaced(SlowSafe(), "02030927C0", "0203010001");
  struct {
    std::string_view what;
    std::string bytes;
  } const rows[] = {
      {"one too many", Replaced(slow, "02030927C0", "02030927C1")},
      {"8,388,607", Replaced(slow, "02030927C0", "02037FFFFF")},
      {"one too many in two safes", FileOf(half + half)},
      {"the last of many safes", FileOf(fast + fast + fast + SlowSafe())},
      {"in bags within bags", FileOfBags(Bag(kSafeBag, Tlv("30", SlowKey())))},
      {"more than a number holds", WithMac("02097FFFFFFFFFFFFFFFFF")},
      {"2,147,483,647 for the MAC", WithMac("02047FFFFFFF")},
      {"scrypt", Replaced(FileOfKey(kScryptKey), "020108020101", "02010802017F")},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    for (const auto& password :
         {std::optional<std::string>("secret"), std::optional<std::string>("Secret"), std::optional<std::string>()}) {
      const auto start = std::chrono::steady_clock::now();
      const auto file = OpenPkcs12(row.bytes, password);
      EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(250));
      ASSERT_FALSE(file.ok());
      EXPECT_NE(file.error().text.find("600000 rounds"), std::string::npos) << file.error().text;
    }
  }
}

// Encrypted bags are counted as soon as they can be seen.
TEST(OpenPkcs12, RefusesTooManyRoundsWithinASafe) {
  const std::string bytes = FileOf(Encrypted(Tlv("30", SlowKey())));
  EXPECT_EQ(OpenPkcs12(bytes, "Secret").value().status, Pkcs12Status::kWrongPassword);
  const auto file = OpenPkcs12(bytes, "secret");
  ASSERT_FALSE(file.ok());
  EXPECT_NE(file.error().text.find("600000 rounds"), std::string::npos) << file.error().text;
}

TEST(OpenPkcs12, RefusesWhatIsDamaged) {
  const std::string classic = Decode(kClassic);
  const std::string plain = Decode(kPlain);
  std::string bad_certificate = plain;
  bad_certificate.at(bad_certificate.find(Hex("2A864886F70D01091601")) + 18) = '\x31';
  struct {
    std::string_view what;
    std::string bytes;
  } const rows[] = {
      {"nothing", ""},
      {"a zero", std::string(1, '\0')},
      {"zeros", std::string(1000, '\0')},
      {"text", "not a PKCS#12 file\n"},
      {"Base64", std::string(kClassic)},
      {"a certificate", ReadAll(SourcePath("scenarios/suite/certs/contoso-root.cer"))},
      {"a PKCS#7 file", ReadAll(SourcePath("scenarios/suite/certs/contoso-bundle.p7b"))},
      {"without its end", classic.substr(0, 600)},
      {"without its last byte", classic.substr(0, classic.size() - 1)},
      {"without its first byte", classic.substr(1)},
      {"a byte behind it", classic + "x"},
      {"a line end behind it", classic + "\n"},
      {"zeros and a byte behind it", classic + std::string(8, '\0') + "x"},
      {"twice", classic + classic},
      {"content that is not data", Replaced(FileOf(""), kDataId, kEnvelopedId)},
      {"no content", Tlv("30", Hex("020103") + Tlv("30", Hex(kDataId)))},
      {"a safe without content", FileOf(Tlv("30", Hex(kDataId)))},
      {"content that is no sequence", Tlv("30", Hex("020103") + Data("garbage"))},
      {"bags that are no sequence", FileOf(Data("garbage"))},
      {"encrypted bags that are missing", FileOf(Tlv("30", Hex("06092A864886F70D010706")))},
      {"bags within bags without end", Nested(100)},
      {"a certificate that is none", bad_certificate},
      {"encrypted garbage", WithGoodMac(FileOf(Encrypted("garbage")))},
      {"garbage under a MAC", WithGoodMac(FileOf(Data("garbage")))},
      {"a certificate that is none, encrypted",
       FileOf(Encrypted(Tlv(
           "30", Bag(kCertificateBag, Tlv("30", Hex("060A2A864886F70D01091601") + Tlv("A0", Tlv("04", "garbage")))))))},
      {"a key that is none", FileOfBags(Bag(kShroudedBag, Hex("0500")))},
      {"parameters that are none", Replaced(FileOfKey(kDesKey), "300E0408", "310E0408")},
      {"parameters of PBKDF2 that are none",
       Replaced(Decode(kSlow), "06092A864886F70D01050C30", "06092A864886F70D01050C31")},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto file = OpenPkcs12(row.bytes, "secret");
    ASSERT_FALSE(file.ok());
    EXPECT_FALSE(file.error().text.empty());
    EXPECT_EQ(file.error().text.find('\n'), std::string::npos);
    EXPECT_EQ(file.error().text.find("rounds"), std::string::npos);
    EXPECT_EQ(ERR_peek_error(), 0U);
  }
}

// The algorithms of old are there for the files that ask for them, and for nothing else in the process.
TEST(OpenPkcs12, LeavesTheGlobalAlgorithmsAlone) {
  ASSERT_EQ(OpenPkcs12(Decode(kClassic), "secret").value().status, Pkcs12Status::kOpened);
  EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, "RC2-40-CBC", nullptr);
  EXPECT_EQ(cipher, nullptr);
  EVP_CIPHER_free(cipher);
  ERR_clear_error();
}

TEST(OpenPkcs12, WorksInSeveralThreads) {
  const std::string bytes = Decode(kClassic);
  std::vector<std::size_t> found(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t& count : found) {
      threads.emplace_back([&] { count = OpenPkcs12(bytes, "secret").value().certificates.size(); });
    }
  }
  EXPECT_EQ(found, std::vector<std::size_t>(8, 2));
}

TEST(IsPkcs12, LooksAtTheOutermostLayerOnly) {
  for (const std::string& bytes : {Decode(kClassic), FileOf(""), Decode(kClassic) + std::string(8, '\0')}) {
    EXPECT_TRUE(IsPkcs12(bytes));
  }
  for (const std::string& bytes :
       {std::string(), std::string("x"), Decode(kClassic) + "x", Decode(kClassic).substr(0, 1000),
        std::string(kClassic), ReadAll(SourcePath("scenarios/suite/certs/contoso-root.cer"))}) {
    EXPECT_FALSE(IsPkcs12(bytes));
  }
}

// Real files, with the passwords and contents that their index knows from `openssl pkcs12`.
std::vector<Columns> RealFiles() {
  const auto index = TestDataPath("certificates/index.tsv");
  std::vector<Columns> rows = std::filesystem::exists(index) ? ReadTable(index) : std::vector<Columns>();
  std::erase_if(rows, [](const Columns& row) { return row.at("kind") != "pfx"; });
  return rows;
}

std::string RealBytes(const Columns& row) { return ReadAll(TestDataPath("certificates/" + row.at("file"))); }

bool IsPasswordKnown(const Columns& row) { return row.at("password") != "(unknown)"; }

std::string PasswordOf(const Columns& row) { return row.at("password") == "(empty)" ? "" : row.at("password"); }

// The value of `name=value` in a row's note.
std::string Noted(const Columns& row, const std::string& name) {
  std::istringstream words(row.at("note"));
  for (std::string word; words >> word;) {
    if (word.starts_with(name + "=")) return word.substr(name.size() + 1);
  }
  return "";
}

TEST(RealPkcs12, OpensWithItsPassword) {
  const auto rows = RealFiles();
  if (rows.empty()) GTEST_SKIP() << "no real PKCS#12 files: set WMSIM_TEST_DATA";
  int opened = 0;
  for (const Columns& row : rows) {
    if (!IsPasswordKnown(row)) continue;
    SCOPED_TRACE(row.at("file"));
    const auto file = OpenPkcs12(RealBytes(row), PasswordOf(row));
    ASSERT_TRUE(file.ok()) << file.error().text;
    const Pkcs12Content& content = file.value();
    EXPECT_EQ(content.status, Pkcs12Status::kOpened);
    EXPECT_EQ(std::to_string(content.certificates.size()), Noted(row, "certs"));
    EXPECT_EQ(content.has_private_key, Noted(row, "keys") != "0");
    EXPECT_LE(content.with_private_key, content.certificates.size());
    const bool is_late = row.at("algorithms").find("PBES2") != std::string::npos || Noted(row, "mac") != "sha1";
    EXPECT_EQ(content.beyond_pkcs12_v1, is_late);
    for (const std::string& algorithm : content.algorithms) {
      if (algorithm.starts_with("MAC ")) {
        EXPECT_EQ(algorithm, "MAC " + Noted(row, "mac"));
        continue;
      }
      std::istringstream parts(algorithm);
      for (std::string part; std::getline(parts >> std::ws, part, ',');) {
        EXPECT_NE(row.at("algorithms").find(part), std::string::npos) << part;
      }
    }
    ++opened;
  }
  EXPECT_GT(opened, 80);
}

TEST(RealPkcs12, StaysClosedToAnotherPassword) {
  const auto rows = RealFiles();
  if (rows.empty()) GTEST_SKIP() << "no real PKCS#12 files: set WMSIM_TEST_DATA";
  for (const Columns& row : rows) {
    if (!IsPasswordKnown(row)) continue;
    SCOPED_TRACE(row.at("file"));
    const std::string bytes = RealBytes(row);
    for (const std::string& password : {PasswordOf(row) + "x", "y" + PasswordOf(row)}) {
      const auto file = OpenPkcs12(bytes, password);
      ASSERT_TRUE(file.ok()) << file.error().text;
      EXPECT_EQ(file.value().status, Pkcs12Status::kWrongPassword);
    }
    if (PasswordOf(row).empty()) continue;
    EXPECT_EQ(OpenPkcs12(bytes, std::nullopt).value().status, Pkcs12Status::kWrongPassword);
  }
}

// The index tells what openssl said: the MAC did not fit, the MAC could not be computed, or the file was not read.
TEST(RealPkcs12, SaysWhyItCannotBeOpened) {
  const auto rows = RealFiles();
  if (rows.empty()) GTEST_SKIP() << "no real PKCS#12 files: set WMSIM_TEST_DATA";
  int unknown = 0;
  for (const Columns& row : rows) {
    if (IsPasswordKnown(row)) continue;
    SCOPED_TRACE(row.at("file"));
    // Without a password the MAC of these two fits: openssl finds a decode error within.
    if (row.at("file") == "bssl_bad2.p12" || row.at("file") == "bssl_bad3.p12") {
      EXPECT_FALSE(OpenPkcs12(RealBytes(row), "").ok());
    }
    const auto file = OpenPkcs12(RealBytes(row), "no such password");
    const auto notes = [&](std::string_view what) { return row.at("note").find(what) != std::string::npos; };
    if (!notes("invalid password") && !notes("mac generation")) {
      EXPECT_FALSE(file.ok());
      continue;
    }
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(file.value().status,
              notes("invalid password") ? Pkcs12Status::kWrongPassword : Pkcs12Status::kCipherUnknown);
    unknown += notes("mac generation") ? 1 : 0;
  }
  EXPECT_GT(unknown, 5);
}

// The order of `openssl pkcs12 -nokeys`, where each key's certificate has the key's localKeyID.
TEST(RealPkcs12, HasTheKeysCertificatesFirst) {
  struct {
    std::string name;
    std::string password;
    Names subjects;
    std::size_t with_private_key;
  } const rows[] = {
      {"dotnet_contoso.com.pfx", "testcertificate", {"CN = testserver.contoso.com", "CN = NDX Test Root CA"}, 1},
      {"jsign_keystore-two-entries.p12",
       "password",
       {"CN = Jsign Code Signing Test Certificate 2024 (RSA)", "CN = Jsign Code Signing Test Certificate 2024 (RSA)",
        "CN = Jsign Code Signing CA 2024", "CN = Jsign Root Certificate Authority 2024",
        "CN = Jsign Code Signing CA 2024", "CN = Jsign Root Certificate Authority 2024"},
       2},
      {"gtls_key-utf8-1.p12",
       "\u03AD\u03BD\u03B1-\u03B4\u03CD\u03BF",
       {"CN = GnuTLS client certificate 1", "CN = GnuTLS Test CA"},
       1},
      {"ossl_test-BER.p12", "12345", {"CN = Docker_Playground_TLS", "CN = TLS_ROOTCA", "CN = TLS_ISSUING_CA"}, 1},
      {"gtls_pkcs12_5certs.p12",
       "1234",
       {"CN = GnuTLS Test Server (RSA certificate)", "CN = GnuTLS Test CA", "CN = GnuTLS client certificate 1",
        "CN = GnuTLS Test server (ECDSA certificate)", "CN = GnuTLS Test server (DSA-1024 certificate)"},
       1},
      {"gtls_aes-128.p12", "Red Hat Enterprise Linux 7.4", {}, 0},
      {"pyca12_java-truststore.p12",
       "",
       {"C = US, ST = Texas, L = Austin, O = Internet Widgits Pty Ltd, CN = PyCA DSA CA",
        "C = US, O = Let's Encrypt, CN = Let's Encrypt Authority X3"},
       0},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto path = TestDataPath("certificates/" + row.name);
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real PKCS#12 files: set WMSIM_TEST_DATA";
    const auto file = OpenPkcs12(ReadAll(path), row.password);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(Subjects(file.value()), row.subjects);
    EXPECT_EQ(file.value().with_private_key, row.with_private_key);
  }
}

TEST(RealPkcs12, TrapsAreRefusedAtOnce) {
  for (const std::string name : {"iter_10000000.pfx", "iter_2147483647_mac.pfx"}) {
    SCOPED_TRACE(name);
    const auto path = TestDataPath("traps/" + name);
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no traps: set WMSIM_TEST_DATA";
    const auto start = std::chrono::steady_clock::now();
    const auto file = OpenPkcs12(ReadAll(path), "x");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(250));
    ASSERT_FALSE(file.ok());
    EXPECT_NE(file.error().text.find("600000 rounds"), std::string::npos) << file.error().text;
  }
}

// The column pkcs12 says what OpenSSL's reader makes of a file's outermost layer. Two files without MAC are damaged
// within: `openssl pkcs12` cannot read them either.
TEST(DamagedPkcs12, IsReadOrRefusedAsItsIndexSays) {
  const auto index = TestDataPath("malformed/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no damaged files: set WMSIM_TEST_DATA";
  const Names damaged_within = {"gtls_pkcs12_key_parser/4108d51e95f64886", "gtls_pkcs12_key_parser/6d11a94502e8e0cc"};
  int read = 0;
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("file"));
    const std::string bytes = ReadAll(TestDataPath("malformed/" + row.at("file")));
    const auto start = std::chrono::steady_clock::now();
    const auto file = OpenPkcs12(bytes, std::nullopt);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(250));
    const bool expected = row.at("pkcs12") == "ok";
    EXPECT_EQ(IsPkcs12(bytes), expected);
    EXPECT_EQ(file.ok(), expected && std::ranges::find(damaged_within, row.at("file")) == damaged_within.end());
    read += file.ok() ? 1 : 0;
  }
  EXPECT_GT(read, 40);
}

}  // namespace
}  // namespace wmsim
