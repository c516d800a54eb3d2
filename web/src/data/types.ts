/** The API's own words, as openapi.json describes them. */
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Model = Schemas["Model"]; export type ModelDetail = Schemas["ModelDetail"];
export type CanonicalModel = Schemas["CanonicalModel"]; export type SoldOffer = Schemas["Offer"];
export type IndexData = Schemas["Index"]; export type Comparison = Schemas["Comparison"];
export type PriceRule = Schemas["Price"]; export type Statement = Schemas["Statement"]; export type PricesOfSellers = Schemas["PricesOfSellers"]; export type StatedPrices = Schemas["StatedPrices"];
export type History = Schemas["History"]; export type Change = Schemas["Change"]; export type ExchangeRate = Schemas["Exchange"];
export type Quote = Schemas["Quote"]; export type SellersQuotes = Schemas["SellersQuotes"];
export type Status = Schemas["Status"]; export type ProviderSummary = Schemas["ProviderSummary"]; export type SyncRun = Schemas["SyncRun"];
export type Review = Schemas["Review"]; export type RunReview = Schemas["RunReview"]; export type Disagreement = Schemas["Disagreement"];
export type OperatedModel = Schemas["OperatedModel"]; export type OperatedProvider = Schemas["OperatedProvider"]; export type AuditEntry = Schemas["AuditEntry"];
