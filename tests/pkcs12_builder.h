// PKCS#12 files for tests: some that openssl made, and what others are put together from.
#pragma once

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "tests/containers.h"

namespace wmsim {

// Made with `openssl pkcs12 -export -inkey leaf.key -in leaf.pem -passout pass:secret` and what is said of each. Leaf
// was issued by Root.

// -legacy -certfile root.pem -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-RC2-40 -macalg sha1 -iter 100
inline constexpr std::string_view kClassic =
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
inline constexpr std::string_view kWithoutMac =
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
inline constexpr std::string_view kSlow =
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
inline constexpr std::string_view kKeyOnly =
    "MIIBKQIBAzCB8QYJKoZIhvcNAQcBoIHjBIHgMIHdMIHaBgkqhkiG9w0BBwGggcwEgckwgcYwgcMGCyqGSIb3DQEMCgECoIGzMIGwMBsGCiqGSIb3"
    "DQEMAQMwDQQIUL4l+6r6WooCAWQEgZBTVKZcWAqZsaqIaxfZ7T92v6eY/o82jQKfKOaMtjYscBFXdtI9pN7Q2ncVYfIsEee9P4MTqPxeD3uBM8wc"
    "jao3/T9nAiuHmF4COV/psBC66DsePswEtl2j3WutCJd4CimnSGZmp3mnlyodru2a5Cers1kacljNJTXZxYt86YHhgPB+CXkYLN8s/zdywN3JiEcw"
    "MDAhMAkGBSsOAwIaBQAEFP7d+Ob1fy1bHFU32dxTlB+yWSHGBAjg1T5Ghy4RQgIBZA==";

// -legacy -nocerts -keypbe PBE-SHA1-3DES -macalg md4 -iter 100
inline constexpr std::string_view kMd4 =
    "MIIBKAIBAzCB8QYJKoZIhvcNAQcBoIHjBIHgMIHdMIHaBgkqhkiG9w0BBwGggcwEgckwgcYwgcMGCyqGSIb3DQEMCgECoIGzMIGwMBsGCiqGSIb3"
    "DQEMAQMwDQQIT5HM7VvDxtECAWQEgZAne41DBPzAw0VH7M+orUwgUbf4E3XCKRQjGdxDpiJh5OJ/AObDh4A0KnpDgsPIvRVP2oOCqooj9zDkG14p"
    "9V0bI1tVdOnPglw9d+BVXWQSGzPYs1SDJ4XzsLuJ3/1GdULzm0dVtw5G6pixVRcsByXgAe3h91nXtvobKZ61zSBsUu78IqF/EZwOZyuRRQRiSZkw"
    "LzAgMAwGCCqGSIb3DQIEBQAEEC5e3ZGEyDjcv/qE1BZskZcECPBVMAAbTOsfAgFk";

// Put together by hand: neither encryption nor MAC; one safe with the bags of Root, Leaf and Leaf's key, in this order
// and without localKeyID.
inline constexpr std::string_view kPlain =
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
inline constexpr std::string_view kOldUmlaut =
    "MIIBKQIBAzCB8QYJKoZIhvcNAQcBoIHjBIHgMIHdMIHaBgkqhkiG9w0BBwGggcwEgckwgcYwgcMGCyqGSIb3DQEMCgECoIGzMIGwMBsGCiqGSIb3"
    "DQEMAQMwDQQIsm4ibhHpYmECAWQEgZBLyebl/kIIMW+EgJSWRLaM6I8DHtR4UwLzZls5rEhVBfUpMoVjSCZ9XIG+HiJygZtVkSX3Ir4Jt/USHqW3"
    "O1cpPKEhKZahkIKYApdp8eGZTt0LJAD5F4TFCSJmkOm0HU9ZBI5f62fKQHKnVm8oghBJCK6Lsr2cjiWdB2rB69dWXWVCuj5bC8vy5n8pggwf6Ckw"
    "MDAhMAkGBSsOAwIaBQAEFBE30J3xC+KL78OWwZ53zODbt+J3BAiXR2nw0VbZoQIBZA==";

// Encrypted keys: `openssl pkcs8 -topk8 -scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 1`, `-v1 PBE-MD5-DES`.
inline constexpr std::string_view kScryptKey =
    "MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAgGkB+cBX/IigICBAACAQgCAQEwHQYJYIZIAWUDBAEqBBCZgaacfiHMEhLggVfkZ+5+"
    "BIGQii1MDK0c2wlFqcxXESAl87wAZgp3N0iHkLJ5YHyDSfbRtjC/GumvwC33YJ9/YB+kbeCDRWBS8RnF4LnknLViQLNWfoqzaoabASA3w2twjafi"
    "T9Kaliz+l4Bpi27CAnPVHBgkgFoFnnwtncenzaGiVdjEEwoZwkwz7q7Gai05haQ0hwbxnB6oA6XOD6xdkuFQ";
inline constexpr std::string_view kDesKey =
    "MIGwMBsGCSqGSIb3DQEFAzAOBAgqY80p7mILsQICCAAEgZDP+mkp3m+/3brhUAOeP4oVb6KbT6m7gOlEXNay3lJTxXN5W1hFNScBX2P7zhAbL4lS"
    "gdfzcOFO2a8E5IyeZId9P3EtsGKaLiyBc3yoyxAhJqH8qNe4h52ss8B72+7UE0Exyj+nPyI5e23siTnLoZCBrEystTklucQU8FiNm7d3HWmwmkmS"
    "7/k4AascNzBL0pI=";

inline std::string Decode(std::string_view base64) {
  std::string bytes(base64.size() / 4 * 3, '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), reinterpret_cast<const unsigned char*>(base64.data()),
                  static_cast<int>(base64.size()));
  bytes.resize(bytes.size() - static_cast<std::size_t>(std::ranges::count(base64, '=')));
  return bytes;
}

// Replaces the last place where the bytes `what` stand.
inline std::string Replaced(std::string bytes, std::string_view what, std::string_view with) {
  const std::size_t at = bytes.rfind(Hex(what));
  EXPECT_NE(at, std::string::npos) << what;
  return bytes.replace(at, what.size() / 2, Hex(with));
}

inline constexpr std::string_view kDataId = "06092A864886F70D010701";
inline constexpr std::string_view kEnvelopedId = "06092A864886F70D010703";
inline constexpr std::string_view kKeyBag = "060B2A864886F70D010C0A0101";
inline constexpr std::string_view kShroudedBag = "060B2A864886F70D010C0A0102";
inline constexpr std::string_view kCertificateBag = "060B2A864886F70D010C0A0103";
inline constexpr std::string_view kSecretBag = "060B2A864886F70D010C0A0105";
inline constexpr std::string_view kSafeBag = "060B2A864886F70D010C0A0106";

inline std::string Tlv(std::string_view tag, const std::string& content) {
  const std::size_t size = content.size();
  std::string length = size < 128 ? "" : "\x82" + std::string(1, static_cast<char>(size >> 8));
  return Hex(tag) + length + static_cast<char>(size) + content;
}

inline std::string Data(const std::string& content) { return Tlv("30", Hex(kDataId) + Tlv("A0", Tlv("04", content))); }

inline std::string Bag(std::string_view id, const std::string& content) {
  return Tlv("30", Hex(id) + Tlv("A0", content));
}

// A file without MAC that has these safes, each a whole ContentInfo.
inline std::string FileOf(const std::string& safes) { return Tlv("30", Hex("020103") + Data(Tlv("30", safes))); }

inline std::string FileOfBags(const std::string& bags) { return FileOf(Data(Tlv("30", bags))); }

inline std::string FileOfKey(std::string_view key) { return FileOfBags(Bag(kShroudedBag, Decode(key))); }

// A file that has a MAC of so many rounds.
inline std::string WithMac(std::string_view rounds) {
  const std::string digest = Tlv("30", Tlv("30", Hex("06052B0E03021A0500")) + Tlv("04", std::string(20, 'x')));
  return Tlv("30", Hex("020103") + Data(Hex("3000")) + Tlv("30", digest + Tlv("04", "saltsalt") + Hex(rounds)));
}

// The last safe of kSlow: its shrouded key.
inline std::string SlowSafe() {
  const std::string file = Decode(kSlow);
  return file.substr(file.rfind(Hex(kDataId)) - 4);
}

// The bags of kPlain.
inline std::string PlainBags() {
  const std::string file = Decode(kPlain);
  return file.substr(file.find(Hex(kCertificateBag)) - 4);
}

inline std::string Nested(int depth) {
  std::string bags = PlainBags();
  for (int i = 0; i < depth; ++i) bags = Bag(kSafeBag, Tlv("30", bags));
  return FileOfBags(bags);
}

// A safe whose content is encrypted with the password "secret".
inline std::string Encrypted(const std::string& content) {
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
inline std::string WithGoodMac(const std::string& file) {
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
inline std::string SlowKey() {
  const std::string safe = Replaced(SlowSafe(), "02030927C0", "02030927C1");
  return safe.substr(safe.find(Hex(kShroudedBag)) - 4);
}

// kPlain with a localKeyID for Leaf and its key, which is of a kind that OpenSSL does not know.
inline std::string PlainWithIds() {
  const std::string id = Tlv("31", Tlv("30", Hex("06092A864886F70D010915") + Tlv("31", Tlv("04", "1"))));
  const std::string bags = Replaced(PlainBags(), "06072A8648CE3D0201", "06072A8648CE3D027F");
  const std::size_t leaf = bags.rfind(Hex(kCertificateBag)) - 4;
  const std::size_t key = bags.rfind(Hex(kKeyBag)) - 3;
  return FileOfBags(bags.substr(0, leaf) + Tlv("30", bags.substr(leaf + 4, key - leaf - 4) + id) +
                    Tlv("30", bags.substr(key + 3) + id));
}

}  // namespace wmsim
