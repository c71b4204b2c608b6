// The library's version, after Semantic Versioning.
#pragma once

#define TRICHLUC_VERSION_MAJOR 0
#define TRICHLUC_VERSION_MINOR 1
#define TRICHLUC_VERSION_PATCH 0
#define TRICHLUC_VERSION "0.1.0"
