#include "text/note_marks.h"

#include <gtest/gtest.h>

namespace trichluc {
namespace {

TEST(NoteMarks, HaveANumberInBrackets) {
  EXPECT_EQ(NoteMarkBytes("a[12].", 1), 4U);
  EXPECT_EQ(NoteMarkBytes("a[12].", 0), 0U);
  EXPECT_EQ(NoteMarkBytes("[1]", 0), 3U);
  for (const char* other : {"[1234]", "[a]", "[]", "[1", "[", "(1)", ""}) EXPECT_EQ(NoteMarkBytes(other, 0), 0U) << other;
}

TEST(NoteMarks, AreTakenOffTheEnd) {
  EXPECT_EQ(WithoutLastNoteMarks("Kế hoạch[1][2]"), "Kế hoạch");
  EXPECT_EQ(WithoutLastNoteMarks("Kế hoạch [1]"), "Kế hoạch");
  EXPECT_EQ(WithoutLastNoteMarks("Kế hoạch[1]."), "Kế hoạch[1].");
  EXPECT_EQ(WithoutLastNoteMarks("[a]"), "[a]");
  EXPECT_EQ(WithoutLastNoteMarks("[1]"), "");
}

}  // namespace
}  // namespace trichluc
