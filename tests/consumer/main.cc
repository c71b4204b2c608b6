#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <trichluc/trichluc.h>

// Prints what a plan wants done by when.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: deadlines PLAN\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});

  const trichluc::Result<trichluc::Engine> engine = trichluc::Engine::Create();
  if (!engine) {
    std::cerr << engine.error().message << '\n';
    return 1;
  }
  const trichluc::Result<trichluc::Extraction> plan = engine->Extract({.name = argv[1], .bytes = bytes});
  if (!plan) {
    std::cerr << plan.error().message << '\n';
    return 1;
  }
  for (const trichluc::Deadline& due : plan->deadlines) {
    std::cout << due.date.value_or(due.kind) << '\t' << due.task.value_or("") << "\tbyte " << due.span.start << '\n';
  }
}
