// Trích Lục: reads Vietnamese administrative plans and says what they say. This header includes all of the library.
#pragma once

#include "trichluc/archive.h"
#include "trichluc/diagnostic.h"
#include "trichluc/document_names.h"
#include "trichluc/engine.h"
#include "trichluc/evaluate.h"
#include "trichluc/exports.h"
#include "trichluc/grammar.h"
#include "trichluc/limits.h"
#include "trichluc/output.h"
#include "trichluc/pages.h"
#include "trichluc/record.h"
#include "trichluc/report.h"
#include "trichluc/result.h"
#include "trichluc/span.h"
#include "trichluc/train.h"
#include "trichluc/version.h"
