// The fields of each record kind under their names in the contract, in the contract's order. JSON and CSV are written from
// this one list, so that an export never names a field otherwise.
//
// Only a kind's own fields are listed; `id`, `section`, `span`, `text`, `rule` and `confidence` are the same for all. A record
// that is not const may be filled in the same way.
#pragma once

#include <concepts>
#include <type_traits>

#include "trichluc/record.h"

namespace trichluc {

template <typename T, typename Kind>
concept Any = std::same_as<std::remove_cvref_t<T>, Kind>;

template <Any<Section> Record, typename Visit>
void VisitFields(Record&& record, Visit&& visit) {
  visit("kind", record.kind);
  visit("label", record.label);
  visit("heading", record.heading);
}

template <Any<Block> Record, typename Visit>
void VisitFields(Record&& record, Visit&& visit) {
  visit("kind", record.kind);
}

template <Any<Reference> Record, typename Visit>
void VisitFields(Record&& record, Visit&& visit) {
  visit("type", record.type);
  visit("number", record.number);
  visit("year", record.year);
  visit("symbol", record.symbol);
  visit("code", record.code);
  visit("name", record.name);
  visit("title", record.title);
  visit("issuer", record.issuer);
  visit("date", record.date);
  visit("provision", record.provision);
  visit("relation", record.relation);
}

template <Any<Assignment> Record, typename Visit>
void VisitFields(Record&& record, Visit&& visit) {
  visit("lead", record.lead);
  visit("with", record.with);
  visit("task", record.task);
  visit("via", record.via);
}

template <Any<Target> Record, typename Visit>
void VisitFields(Record&& record, Visit&& visit) {
  visit("comparator", record.comparator);
  visit("value", record.value);
  visit("value_max", record.value_max);
  visit("unit", record.unit);
  visit("subject", record.subject);
  visit("predicate", record.predicate);
}

template <Any<Deadline> Record, typename Visit>
void VisitFields(Record&& record, Visit&& visit) {
  visit("kind", record.kind);
  visit("relation", record.relation);
  visit("date", record.date);
  visit("every", record.every);
  visit("label", record.label);
  visit("task", record.task);
  visit("units", record.units);
}

template <Any<Signer> Record, typename Visit>
void VisitFields(Record&& signer, Visit&& visit) {
  visit("on_behalf", signer.on_behalf);
  visit("authority", signer.authority);
  visit("position", signer.position);
  visit("name", signer.name);
}

// The document's data up to its signer and its recipients.
template <Any<DocumentData> Record, typename Visit>
void VisitFields(Record&& document, Visit&& visit) {
  visit("type", document.type);
  visit("number", document.number);
  visit("symbol", document.symbol);
  visit("code", document.code);
  visit("place", document.place);
  visit("place_id", document.place_id);
  visit("date", document.date);
  visit("title", document.title);
  visit("issuer", document.issuer);
  visit("period", document.period);
}

}  // namespace trichluc
