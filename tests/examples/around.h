// What the examples of the public headers take for granted: what their readers have around them.
#pragma once

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/trichluc.h"

namespace examples {

extern const trichluc::Engine engine;
extern const trichluc::Result<trichluc::Index> index;
extern const std::string bytes;
extern const std::string head;
extern const std::string file;
extern const std::vector<trichluc::Extraction> plans;

int Fail(const trichluc::Error& error);
bool Write(const std::string& file, std::string_view piece);
template <typename... Things>
void Show(const Things&... /*things*/) {}
template <typename... Things>
void Remind(const Things&... /*things*/) {}
template <typename... Things>
void Send(const Things&... /*things*/) {}

}  // namespace examples
