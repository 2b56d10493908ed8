// Runs the program as its users do, and keeps what it says.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/scenario_folder.h"
#include "tests/test_files.h"

namespace wmsim {

// What came of one call. `exit` is the exit status, or minus the signal that ended the program.
struct CliResult {
  int exit = 0;
  std::string out;
  std::string err;

  // How many lines stand on standard error.
  std::ptrdiff_t ErrorLines() const { return std::count(err.begin(), err.end(), '\n'); }
  // The first line of standard output.
  std::string FirstLine() const { return out.substr(0, out.find('\n')); }
  // Whether standard output, or standard error, holds `part`.
  bool Says(std::string_view part) const { return out.find(part) != std::string::npos; }
  bool Complains(std::string_view part) const { return err.find(part) != std::string::npos; }
};

inline std::ostream& operator<<(std::ostream& out, const CliResult& result) {
  return out << "exit " << result.exit << "\nstdout: " << result.out << "\nstderr: " << result.err;
}

// A folder in which the program runs, with files of its own.
class Cli {
 public:
  // Run calls wmsim with `arguments` in the folder.
  CliResult Run(const std::vector<std::string>& arguments) const { return RunIn(folder_.path(), arguments); }

  CliResult RunIn(const std::filesystem::path& current, const std::vector<std::string>& arguments) const {
    const std::string out = (streams_.path() / "out").string();
    const std::string err = (streams_.path() / "err").string();
    std::string program = WMSIM_PROGRAM_PATH;
    std::vector<std::string> copies = arguments;
    std::vector<char*> argv{program.data()};
    for (std::string& argument : copies) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, current.c_str());
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid = 0;
    const int failed = posix_spawn(&pid, program.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return {-1000, "", "the program could not be started"};
    int status = 0;
    waitpid(pid, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), ReadAll(out), ReadAll(err)};
  }

  const ScenarioFolder& folder() const { return folder_; }

 private:
  ScenarioFolder folder_;
  ScenarioFolder streams_;
};

}  // namespace wmsim
