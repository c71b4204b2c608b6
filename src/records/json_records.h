// One record as a JSON object of the contract, for outputs that hold records in another frame.
#pragma once

#include "records/json_writer.h"
#include "trichluc/record.h"

namespace trichluc {

void WriteRecord(JsonWriter& json, const Section& section);
void WriteRecord(JsonWriter& json, const Block& block);
void WriteRecord(JsonWriter& json, const Reference& reference);
void WriteRecord(JsonWriter& json, const Assignment& assignment);
void WriteRecord(JsonWriter& json, const Target& target);
void WriteRecord(JsonWriter& json, const Deadline& deadline);
void WriteRecord(JsonWriter& json, const CustomRecord& record);

}  // namespace trichluc
