// The contract as a JSON Schema. docs/record.schema.json is this text (`trichluc schema > docs/record.schema.json`); a test
// holds the two together.
#include "trichluc/output.h"

namespace trichluc {
namespace {

constexpr std::string_view kSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:trichluc:record:1",
  "title": "trichluc.record/1",
  "description": "What the engine says about one document. Unknown is null or an empty list. A key of the top level that is not named here holds the records of a kind that a user's own grammar defines.",
  "type": "object",
  "required": [
    "schema",
    "source",
    "document",
    "sections",
    "blocks",
    "references",
    "assignments",
    "targets",
    "deadlines",
    "diagnostics"
  ],
  "properties": {
    "schema": {"const": "trichluc.record/1"},
    "source": {"$ref": "#/$defs/source"},
    "document": {"$ref": "#/$defs/document"},
    "sections": {"type": "array", "items": {"$ref": "#/$defs/section"}},
    "blocks": {"type": "array", "items": {"$ref": "#/$defs/block"}},
    "references": {"type": "array", "items": {"$ref": "#/$defs/reference"}},
    "assignments": {"type": "array", "items": {"$ref": "#/$defs/assignment"}},
    "targets": {"type": "array", "items": {"$ref": "#/$defs/target"}},
    "deadlines": {"type": "array", "items": {"$ref": "#/$defs/deadline"}},
    "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}}
  },
  "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/customRecord"}},
  "$defs": {
    "text": {"type": "string"},
    "optionalText": {"type": ["string", "null"]},
    "texts": {"type": "array", "items": {"type": "string", "minLength": 1}},
    "id": {
      "description": "One letter for the kind and ten hexadecimal digits; stable, unique in the document.",
      "type": "string",
      "pattern": "^[a-z][0-9a-f]{10}$"
    },
    "path": {
      "description": "Labels from the top level down, without punctuation: III.1.a",
      "type": "string",
      "pattern": "^[^\\s.]+(\\.[^\\s.]+)*$"
    },
    "optionalPath": {
      "description": "The path of the nearest section above; null before the first.",
      "type": ["string", "null"],
      "pattern": "^[^\\s.]+(\\.[^\\s.]+)*$"
    },
    "rule": {
      "description": "The grammar rule that fired, file:rule; null for what the outline alone gives.",
      "type": ["string", "null"],
      "minLength": 1
    },
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "edtfDate": {
      "description": "A date of EDTF level 1 or a quarter (33 to 36) or other part of a year of level 2: 2025-05-05, 2025-06, 2025-36, XXXX-12-15.",
      "type": ["string", "null"],
      "pattern": "^([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(-(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?$"
    },
    "edtf": {
      "description": "An EDTF date or interval: 2025, 2025-12-01/2026-01-31, 2025-36/.., ../2030.",
      "type": ["string", "null"],
      "pattern": "^(([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(-(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?(/(([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(-(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?|\\.\\.))?|\\.\\./([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(-(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?)$"
    },
    "duration": {
      "description": "An ISO 8601 duration: P6M.",
      "type": ["string", "null"],
      "pattern": "^P([0-9]+[YMWD])+$"
    },
    "span": {
      "description": "Bytes of the original input, end exclusive; with the page and the box in points where the input has pages.",
      "type": "object",
      "additionalProperties": false,
      "required": ["start", "end"],
      "properties": {
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
        "page": {"type": "integer", "minimum": 1},
        "box": {
          "type": "array",
          "items": {"type": "number"},
          "minItems": 4,
          "maxItems": 4
        },
        "more": {
          "description": "The parts on further pages.",
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["page", "box"],
            "properties": {
              "page": {"type": "integer", "minimum": 1},
              "box": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
            }
          }
        }
      }
    },
    "source": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "media_type", "bytes", "sha256", "encoding", "pages", "repair"],
      "properties": {
        "name": {"$ref": "#/$defs/text"},
        "media_type": {"type": "string", "minLength": 1},
        "bytes": {"type": "integer", "minimum": 0},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "encoding": {"type": "string", "minLength": 1},
        "pages": {"type": ["integer", "null"], "minimum": 0},
        "repair": {"enum": ["none", "light", "ocr", "marks"]}
      }
    },
    "document": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "type",
        "number",
        "symbol",
        "code",
        "place",
        "place_id",
        "date",
        "title",
        "issuer",
        "period",
        "signer",
        "recipients"
      ],
      "properties": {
        "type": {"$ref": "#/$defs/optionalText"},
        "number": {"$ref": "#/$defs/optionalText"},
        "symbol": {"$ref": "#/$defs/optionalText"},
        "code": {"$ref": "#/$defs/optionalText"},
        "place": {"$ref": "#/$defs/optionalText"},
        "place_id": {"$ref": "#/$defs/optionalText"},
        "date": {"$ref": "#/$defs/edtfDate"},
        "title": {"$ref": "#/$defs/optionalText"},
        "issuer": {"$ref": "#/$defs/optionalText"},
        "period": {"$ref": "#/$defs/edtf"},
        "signer": {
          "type": "object",
          "additionalProperties": false,
          "required": ["on_behalf", "authority", "position", "name"],
          "properties": {
            "on_behalf": {"$ref": "#/$defs/optionalText"},
            "authority": {"$ref": "#/$defs/optionalText"},
            "position": {"$ref": "#/$defs/optionalText"},
            "name": {"$ref": "#/$defs/optionalText"}
          }
        },
        "recipients": {"$ref": "#/$defs/texts"}
      }
    },
    "section": {
      "description": "A labelled heading.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "parent",
        "kind",
        "label",
        "heading",
        "span",
        "text",
        "rule",
        "confidence"
      ],
      "properties": {
        "id": {"$ref": "#/$defs/path"},
        "parent": {"$ref": "#/$defs/optionalPath"},
        "kind": {
          "enum": [
            "roman",
            "arabic",
            "letter",
            "part",
            "chapter",
            "division",
            "article",
            "clause",
            "point",
            "annex"
          ]
        },
        "label": {"$ref": "#/$defs/text"},
        "heading": {"$ref": "#/$defs/text"},
        "span": {"$ref": "#/$defs/span"},
        "text": {"$ref": "#/$defs/text"},
        "rule": {"$ref": "#/$defs/rule"},
        "confidence": {"$ref": "#/$defs/confidence"}
      }
    },
    "block": {
      "description": "A bullet, an unlabelled paragraph or a table row.",
      "type": "object",
      "additionalProperties": false,
      "required": ["id", "section", "kind", "text", "span", "rule", "confidence"],
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "section": {"$ref": "#/$defs/optionalPath"},
        "kind": {"enum": ["bullet", "paragraph", "row"]},
        "text": {"$ref": "#/$defs/text"},
        "span": {"$ref": "#/$defs/span"},
        "rule": {"$ref": "#/$defs/rule"},
        "confidence": {"$ref": "#/$defs/confidence"}
      }
    },
    "reference": {
      "description": "A mention of a legal or official document.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "type",
        "number",
        "year",
        "symbol",
        "code",
        "name",
        "title",
        "issuer",
        "date",
        "provision",
        "relation",
        "section",
        "span",
        "key",
        "first",
        "text",
        "rule",
        "confidence"
      ],
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "type": {"type": "string", "minLength": 1},
        "number": {"$ref": "#/$defs/optionalText"},
        "year": {"type": ["integer", "null"], "minimum": 1900, "maximum": 2199},
        "symbol": {"$ref": "#/$defs/optionalText"},
        "code": {"$ref": "#/$defs/optionalText"},
        "name": {"$ref": "#/$defs/optionalText"},
        "title": {"$ref": "#/$defs/optionalText"},
        "issuer": {"$ref": "#/$defs/optionalText"},
        "date": {"$ref": "#/$defs/edtfDate"},
        "provision": {"$ref": "#/$defs/optionalText"},
        "relation": {"enum": ["basis", "cite"]},
        "section": {"$ref": "#/$defs/optionalPath"},
        "span": {"$ref": "#/$defs/span"},
        "key": {
          "description": "One for all writers' forms of a document.",
          "type": "string"
        },
        "first": {
          "description": "The id of the mention that gave the document in full.",
          "type": ["string", "null"],
          "pattern": "^[a-z][0-9a-f]{10}$"
        },
        "text": {"$ref": "#/$defs/text"},
        "rule": {"$ref": "#/$defs/rule"},
        "confidence": {"$ref": "#/$defs/confidence"}
      }
    },
    "assignment": {
      "description": "A unit charged with a task.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "lead",
        "with",
        "task",
        "via",
        "section",
        "span",
        "text",
        "rule",
        "confidence"
      ],
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "lead": {"$ref": "#/$defs/texts"},
        "with": {"$ref": "#/$defs/texts"},
        "task": {"$ref": "#/$defs/text"},
        "via": {"enum": ["sentence", "heading", "field", "table"]},
        "section": {"$ref": "#/$defs/optionalPath"},
        "span": {"$ref": "#/$defs/span"},
        "text": {"$ref": "#/$defs/text"},
        "rule": {"$ref": "#/$defs/rule"},
        "confidence": {"$ref": "#/$defs/confidence"}
      }
    },
    "target": {
      "description": "A number to be reached.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "comparator",
        "value",
        "value_max",
        "unit",
        "subject",
        "predicate",
        "section",
        "span",
        "text",
        "rule",
        "confidence"
      ],
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "comparator": {"enum": ["gt", "ge", "eq", "le", "lt", "approx"]},
        "value": {"type": "number"},
        "value_max": {"type": ["number", "null"]},
        "unit": {"$ref": "#/$defs/text"},
        "subject": {"$ref": "#/$defs/optionalText"},
        "predicate": {"$ref": "#/$defs/optionalText"},
        "section": {"$ref": "#/$defs/optionalPath"},
        "span": {"$ref": "#/$defs/span"},
        "text": {"$ref": "#/$defs/text"},
        "rule": {"$ref": "#/$defs/rule"},
        "confidence": {"$ref": "#/$defs/confidence"}
      }
    },
    "deadline": {
      "description": "A time by which, on which or how often something is due.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "kind",
        "relation",
        "date",
        "every",
        "label",
        "task",
        "units",
        "section",
        "span",
        "text",
        "rule",
        "confidence"
      ],
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "kind": {"enum": ["date", "recurring", "continuous", "adhoc", "relative"]},
        "relation": {
          "enum": [
            "before",
            "by",
            "on",
            "from",
            "between",
            "within",
            null
          ]
        },
        "date": {"$ref": "#/$defs/edtf"},
        "every": {"$ref": "#/$defs/duration"},
        "label": {"$ref": "#/$defs/optionalText"},
        "task": {"$ref": "#/$defs/optionalText"},
        "units": {"$ref": "#/$defs/texts"},
        "section": {"$ref": "#/$defs/optionalPath"},
        "span": {"$ref": "#/$defs/span"},
        "text": {"$ref": "#/$defs/text"},
        "rule": {"$ref": "#/$defs/rule"},
        "confidence": {"$ref": "#/$defs/confidence"}
      }
    },
    "customRecord": {
      "description": "A record of a kind that a user's own grammar defines: its captures beside the fields that every record has.",
      "type": "object",
      "additionalProperties": {
        "anyOf": [
          {"type": "string"},
          {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 2
          }
        ]
      },
      "required": ["id", "section", "span", "text", "rule", "confidence"],
      "properties": {
        "id": {"$ref": "#/$defs/id"},
        "section": {"$ref": "#/$defs/optionalPath"},
        "span": {"$ref": "#/$defs/span"},
        "text": {"$ref": "#/$defs/text"},
        "rule": {"$ref": "#/$defs/rule"},
        "confidence": {"$ref": "#/$defs/confidence"}
      }
    },
    "diagnostic": {
      "type": "object",
      "additionalProperties": false,
      "required": ["code", "severity", "message", "span"],
      "properties": {
        "code": {
          "enum": [
            "invalid-date",
            "inferred-year",
            "partial-date",
            "blank-number",
            "skipped-label",
            "repeated-label",
            "misread-label",
            "unbalanced-quote",
            "type-symbol-mismatch",
            "suspect-code",
            "uncertain-repair",
            "mixed-tone-style",
            "judged-encoding",
            "undecodable-bytes",
            "truncated-input",
            "read-again",
            "lost-page",
            "lost-part",
            "unknown-structure",
            "overlong-text"
          ]
        },
        "severity": {"enum": ["info", "warning", "error"]},
        "message": {"type": "string", "minLength": 1},
        "span": {"$ref": "#/$defs/span"}
      }
    }
  }
}
)json";

}  // namespace

std::string_view JsonSchema() { return kSchema; }

}  // namespace trichluc
