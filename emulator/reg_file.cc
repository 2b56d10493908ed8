#include "emulator/reg_file.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "emulator/encoding.h"

namespace wmsim {
namespace {

constexpr std::string_view kHeader31 = "REGEDIT";
constexpr std::string_view kHeader4 = "REGEDIT4";
constexpr std::string_view kHeader5 = "Windows Registry Editor Version 5.00";
constexpr std::string_view kBlanks = " \t";

constexpr int kMaxLines = 1'000'000;
constexpr std::size_t kMaxKeyBytes = std::size_t{64} << 20;  // of all settings: each repeats its key

// The types of hex(n) that have data of their own.
constexpr std::uint32_t kTypeText = 1;
constexpr std::uint32_t kTypeExpandText = 2;
constexpr std::uint32_t kTypeDword = 4;
constexpr std::uint32_t kTypeMultiText = 7;

constexpr unsigned Byte(char c) { return static_cast<unsigned char>(c); }

int ColumnAfter(std::string_view before) {
  return 1 + static_cast<int>(std::ranges::count_if(before, [](char c) { return (Byte(c) & 0xC0) != 0x80; }));
}

// Takes a line and its end (CR LF, LF or CR) from the front of `text`.
std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
  return line;
}

// An error right behind the text `before`.
Error ErrorAfter(std::string_view before, std::string text) {
  int line = 1;
  std::size_t start = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool ends_line = before[i] == '\n' || (before[i] == '\r' && before.substr(i + 1, 1) != "\n");
    if (!ends_line) continue;
    ++line;
    start = i + 1;
  }
  return {std::move(text), {}, line, ColumnAfter(before.substr(start))};
}

// The text of a file as UTF-8, without NUL.
Result<std::string> DecodeFile(std::string_view bytes) {
  Decoded decoded;
  std::string_view encoding = "UTF-8";
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    encoding = "UTF-16";
    decoded = DecodeUtf16(bytes.substr(2), bytes[0] == '\xFE');
  } else if (bytes.starts_with("\xEF\xBB\xBF")) {
    decoded = DecodeUtf8(bytes.substr(3));
  } else {
    if (bytes.substr(0, 2).find('\0') != std::string_view::npos) {
      return ErrorAfter({}, "the file starts with a NUL byte or is UTF-16 without a byte order mark");
    }
    decoded.text = DecodeUnmarked(bytes);
  }
  const std::size_t nul = decoded.text.find('\0');
  if (nul != std::string::npos)
    return ErrorAfter(std::string_view(decoded.text).substr(0, nul), "the text holds a NUL character");
  if (!decoded.is_whole) return ErrorAfter(decoded.text, "the text is not valid " + std::string(encoding));
  return std::move(decoded.text);
}

std::string Quoted(std::string_view text) {
  constexpr int kMaxCharacters = 40;
  std::size_t end = 0;
  for (int i = 0; i < kMaxCharacters && end < text.size(); ++i) end += CharacterLength(text.substr(end));
  std::string quoted = "`";
  quoted += text.substr(0, end);
  quoted += end < text.size() ? "...`" : "`";
  return quoted;
}

bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::uint32_t HexDigit(char c) {
  if (c <= '9') return static_cast<std::uint32_t>(c - '0');
  return static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
}

enum class Version : std::uint8_t { kWindows31, kVersion4, kVersion5, kUnknown };

class Reader {
 public:
  // `text` is UTF-8 and outlives the reader.
  Reader(std::string_view text, BadLines bad_lines) : rest_(text), bad_lines_(bad_lines) {}

  Result<RegFile> Read();

 private:
  // Each of these reads from the cursor on, and tells what is wrong there.
  std::optional<Error> ReadHeader();
  std::optional<Error> ReadLine();
  std::optional<Error> ReadWindows31Line();
  std::optional<Error> ReadKey();
  Result<std::string> ReadPath(std::string_view path) const;
  std::optional<Error> ReadValue();
  Result<std::string> ReadText();
  Result<RegistryData> ReadData();
  Result<RegistryData> ReadHex(std::uint32_t type);
  Result<std::string> ReadBytes();
  std::optional<Error> ReadContinuation();
  std::optional<Error> ExpectEnd();

  RegistryData MakeData(std::uint32_t type, std::string bytes) const;
  std::optional<RegistryData> MakeText(std::uint32_t type, std::string_view bytes) const;
  // TakeText takes a text and its NUL from the front of the bytes of hex data; it returns nothing where they are no
  // text.
  std::optional<std::string> TakeText(std::string_view& bytes) const;

  std::optional<Error> Add(RegSetting setting);
  Error Fail(std::string text) const { return {std::move(text), {}, number_, ColumnAfter(line_.substr(0, at_))}; }

  bool NextLine();
  std::string_view Rest() const { return line_.substr(at_); }
  void SkipBlanks() { at_ = std::min(line_.find_first_not_of(kBlanks, at_), line_.size()); }
  bool Take(std::string_view expected);
  bool AtEndOrComment();
  // TakeHexNumber takes all hexadecimal digits; it returns nothing where there is none, or are more than `max_digits`.
  std::optional<std::uint32_t> TakeHexNumber(std::size_t max_digits);

  std::string_view rest_;  // the lines to come
  BadLines bad_lines_;
  std::string_view line_;
  std::size_t at_ = 0;  // the cursor in line_
  int number_ = 0;      // of line_

  Version version_ = Version::kUnknown;
  std::string key_;  // the last key; empty where there is none, it was removed or it is bad
  std::size_t key_bytes_ = 0;
  bool is_too_long_ = false;
  RegFile file_;
};

bool Reader::NextLine() {
  if (rest_.empty() || number_ == kMaxLines) return false;
  line_ = TakeLine(rest_);
  at_ = 0;
  ++number_;
  return true;
}

bool Reader::Take(std::string_view expected) {
  if (!Rest().starts_with(expected)) return false;
  at_ += expected.size();
  return true;
}

bool Reader::AtEndOrComment() {
  SkipBlanks();
  return at_ == line_.size() || line_[at_] == ';';
}

std::optional<std::uint32_t> Reader::TakeHexNumber(std::size_t max_digits) {
  const std::size_t start = at_;
  std::uint32_t number = 0;
  for (; at_ < line_.size() && IsHexDigit(line_[at_]); ++at_) number = number << 4 | HexDigit(line_[at_]);
  if (at_ > start && at_ - start <= max_digits) return number;
  at_ = start;
  return std::nullopt;
}

std::optional<Error> Reader::ExpectEnd() {
  if (AtEndOrComment()) return std::nullopt;
  return Fail(Quoted(Rest()) + " is behind the end of the value");
}

Result<RegFile> Reader::Read() {
  std::optional<Error> error = ReadHeader();
  if (error && bad_lines_ == BadLines::kPassOver && Rest().starts_with(kHeader31)) {
    file_.passed_over = std::move(error);
    return std::move(file_);
  }
  if (error) return *std::move(error);
  while (NextLine()) {
    error = ReadLine();
    if (!error) continue;
    if (is_too_long_ || bad_lines_ == BadLines::kRefuse) return *std::move(error);
    if (!file_.passed_over) file_.passed_over = std::move(error);
  }
  if (!rest_.empty()) return Fail("the file has more than " + std::to_string(kMaxLines) + " lines");
  return std::move(file_);
}

std::optional<Error> Reader::ReadHeader() {
  number_ = 1;
  line_ = TakeLine(rest_);
  SkipBlanks();
  version_ = Rest() == kHeader5    ? Version::kVersion5
             : Rest() == kHeader4  ? Version::kVersion4
             : Rest() == kHeader31 ? Version::kWindows31
                                   : Version::kUnknown;
  if (version_ != Version::kUnknown) return std::nullopt;
  return Fail("the first line is neither `" + std::string(kHeader4) + "` nor `" + std::string(kHeader5) + "`");
}

std::optional<Error> Reader::ReadLine() {
  if (AtEndOrComment() || line_[at_] == '#') return std::nullopt;
  if (version_ == Version::kWindows31) return ReadWindows31Line();
  if (Take("[")) return ReadKey();
  if (line_[at_] == '"' || line_[at_] == '@') return ReadValue();
  return Fail(Quoted(Rest()) + " is neither a key, a value nor a comment");
}

// A key and its default value: `HKEY_CLASSES_ROOT\KEY = TEXT`. The equals sign may be missing, and one blank behind it
// is not of the text.
std::optional<Error> Reader::ReadWindows31Line() {
  constexpr std::string_view kRoot = "HKEY_CLASSES_ROOT";
  if (!line_.starts_with(kRoot)) {
    return Fail(Quoted(Rest()) + " does not start with " + std::string(kRoot) + ", as lines of a version 3.1 file do");
  }
  const std::size_t end = std::min(line_.find_first_of(kBlanks), line_.size());
  auto key = ReadPath(line_.substr(0, end));
  if (!key.ok()) return key.error();
  at_ = end;
  SkipBlanks();
  if (Take("=")) Take(" ");
  return Add({{std::move(key).value(), "", RegistryText{std::string(Rest())}, false}, number_});
}

std::optional<Error> Reader::ReadKey() {
  key_.clear();
  const bool removed = Take("-");
  const std::size_t end = line_.rfind(']');
  if (end == std::string_view::npos || end < at_) return Fail("the key has no closing bracket");
  std::string_view path = line_.substr(at_, end - at_);
  if (path.find_first_of(kBlanks) == 0) return Fail("a blank is before the key");
  auto key = ReadPath(path.substr(0, path.find_last_not_of('\\') + 1));
  if (!key.ok()) return key.error();
  const bool is_hive = key.value().find('\\') == std::string::npos;
  if (removed && is_hive) return Fail("`" + key.value() + "` is a hive; only keys below it are removed");
  if (!removed) key_ = key.value();
  return Add({{std::move(key).value(), std::nullopt, std::nullopt, removed}, number_});
}

Result<std::string> Reader::ReadPath(std::string_view path) const {
  auto key = NormalizeKey(path);
  if (!key.ok()) return Fail(key.error().text);
  return key;
}

std::optional<Error> Reader::ReadValue() {
  if (key_.empty())
    return Fail(file_.settings.empty() ? "a value is before any key" : "a value is below a removed key");
  RegSetting setting{{key_, ""}, number_};
  if (!Take("@")) {
    auto name = ReadText();
    if (!name.ok()) return name.error();
    setting.name = std::move(name).value();
  }
  SkipBlanks();
  if (!Take("=")) return Fail("`=` is missing behind the name of the value");
  SkipBlanks();
  setting.removed = Take("-");
  if (setting.removed) {
    if (auto error = ExpectEnd()) return error;
  } else {
    auto data = ReadData();
    if (!data.ok()) return data.error();
    setting.data = std::move(data).value();
  }
  return Add(std::move(setting));
}

std::optional<Error> Reader::Add(RegSetting setting) {
  key_bytes_ += setting.key.size();
  is_too_long_ = key_bytes_ > kMaxKeyBytes;
  if (is_too_long_) return Fail("the keys of all settings together are longer than 64 MiB");
  file_.settings.push_back(std::move(setting));
  return std::nullopt;
}

Result<std::string> Reader::ReadText() {
  const std::size_t start = at_;
  Take("\"");
  std::string text;
  while (at_ < line_.size()) {
    if (Take("\"")) return text;
    if (line_[at_] == '\\') {
      const std::string_view escape = Rest().substr(0, 2);
      if (escape != R"(\\)" && escape != R"(\")") return Fail(R"(a backslash in text is written `\\`)");
      ++at_;
    }
    text += line_[at_++];
  }
  at_ = start;
  return Fail("the text has no closing quote");
}

Result<RegistryData> Reader::ReadData() {
  if (Rest().starts_with('"')) {
    auto text = ReadText();
    if (!text.ok()) return text.error();
    if (auto error = ExpectEnd()) return *std::move(error);
    return RegistryData(RegistryText{std::move(text).value()});
  }
  if (Take("dword:")) {
    SkipBlanks();
    const auto number = TakeHexNumber(8);
    if (!number) return Fail("a dword is one to eight hexadecimal digits, not " + Quoted(Rest()));
    if (auto error = ExpectEnd()) return *std::move(error);
    return RegistryData(*number);
  }
  if (Take("hex:")) return ReadHex(kBinaryType);
  if (Take("hex(")) {
    const auto type = TakeHexNumber(8);
    if (!type || !Take("):")) return Fail("the type of hex data is written `hex(n):`");
    return ReadHex(*type);
  }
  return Fail("data is `\"text\"`, `dword:`, `hex:`, `hex(n):` or `-`, not " + Quoted(Rest()));
}

Result<RegistryData> Reader::ReadHex(std::uint32_t type) {
  auto bytes = ReadBytes();
  if (!bytes.ok()) return bytes.error();
  return MakeData(type, std::move(bytes).value());
}

Result<std::string> Reader::ReadBytes() {
  std::string bytes;
  while (!AtEndOrComment()) {
    if (Take("\\")) {
      if (auto error = ReadContinuation()) return *std::move(error);
      continue;
    }
    const auto byte = TakeHexNumber(2);
    if (!byte) return Fail("a byte is two hexadecimal digits, not " + Quoted(Rest()));
    bytes += static_cast<char>(*byte);
    if (!Take(",") && !AtEndOrComment()) return Fail("`,` is missing behind a byte");
  }
  return bytes;
}

// Goes to the line that continues the data, past comments and blank lines, or to the end of the last line.
std::optional<Error> Reader::ReadContinuation() {
  if (auto error = ExpectEnd()) return error;
  while (NextLine()) {
    if (AtEndOrComment()) continue;
    if (IsHexDigit(line_[at_])) return std::nullopt;
    return Fail("the line before continues here, but " + Quoted(Rest()) + " is not its data");
  }
  at_ = line_.size();
  return std::nullopt;
}

RegistryData Reader::MakeData(std::uint32_t type, std::string bytes) const {
  if (type == kTypeDword && bytes.size() == 4) {
    return Byte(bytes[0]) | Byte(bytes[1]) << 8 | Byte(bytes[2]) << 16 | Byte(bytes[3]) << 24;
  }
  const bool is_text = type == kTypeText || type == kTypeExpandText || type == kTypeMultiText;
  auto text = is_text ? MakeText(type, bytes) : std::nullopt;
  return text ? *std::move(text) : RegistryBinary{std::move(bytes), type};
}

// In a list, an empty text is the end.
std::optional<RegistryData> Reader::MakeText(std::uint32_t type, std::string_view bytes) const {
  if (version_ == Version::kVersion5 && bytes.size() % 2 != 0) return std::nullopt;
  if (type != kTypeMultiText) {
    auto text = TakeText(bytes);
    if (!text) return std::nullopt;
    if (type == kTypeText) return RegistryText{*std::move(text)};
    return RegistryExpandText{*std::move(text)};
  }
  RegistryMultiText multi;
  while (!bytes.empty()) {
    auto text = TakeText(bytes);
    if (!text) return std::nullopt;
    if (text->empty()) break;
    multi.texts.push_back(*std::move(text));
  }
  return multi;
}

std::optional<std::string> Reader::TakeText(std::string_view& bytes) const {
  const std::size_t width = version_ == Version::kVersion5 ? 2 : 1;
  std::size_t end = 0;
  while (end < bytes.size() && bytes.substr(end, width).find_first_not_of('\0') != std::string_view::npos) end += width;
  const std::string_view text = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + width, bytes.size()));
  if (width == 1) return DecodeUnmarked(text);
  Decoded decoded = DecodeUtf16(text, false);
  return decoded.is_whole ? std::optional(std::move(decoded.text)) : std::nullopt;
}

}  // namespace

Result<RegFile> ReadRegFile(std::string_view bytes, BadLines bad_lines) {
  if (bytes.empty()) return Error{"the file is empty", {}, 1, 1};
  const auto text = DecodeFile(bytes);
  if (!text.ok()) return text.error();
  return Reader(text.value(), bad_lines).Read();
}

}  // namespace wmsim
