// The marks of notes as plain text has them: `Kế hoạch[3]`. They stand among the words and belong to none.
#pragma once

#include <cstddef>
#include <string_view>

namespace trichluc {

inline constexpr std::size_t kLongestNoteNumber = 3;  // digits

// The bytes of the mark that begins at `at`; 0 where none does.
[[nodiscard]] std::size_t NoteMarkBytes(std::string_view text, std::size_t at);

// `text` without the marks that it ends with, and the spaces before them.
[[nodiscard]] std::string_view WithoutLastNoteMarks(std::string_view text);

}  // namespace trichluc
