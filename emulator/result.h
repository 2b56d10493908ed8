// Result<T>: a value, or the reason why there is none. For questions that could not be decided; a device that says no
// is not an error.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace wmsim {

// An Error's text is one line: lower case, no full stop, what the user wrote in backticks. `file` names the file that
// it is about, where there is one, `line` and `column` the place in it, counting from one.
struct Error {
  std::string text;
  std::string file = {};
  int line = 0;
  int column = 0;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  bool ok() const { return content_.index() == 0; }
  // Requires ok().
  const T& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  // Requires !ok().
  const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

}  // namespace wmsim
