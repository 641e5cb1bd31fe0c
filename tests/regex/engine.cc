// RE2 over rows of the table of constructs: lines "HEX HEX" (pattern, probe) in, lines "Y", "n" or "E" out.
#include <iostream>
#include <re2/re2.h>
#include <string>

static std::string text(const std::string &hex)
{
    std::string out;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return out;
}

int main()
{
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    std::string line;
    while (std::getline(std::cin, line)) {
        size_t blank = line.find(' ');
        RE2 pattern(text(line.substr(0, blank)), options);
        std::cout << (!pattern.ok() ? 'E' : RE2::PartialMatch(text(line.substr(blank + 1)), pattern) ? 'Y' : 'n') << '\n';
    }
}
