DROP TRIGGER manual_prices_are_attributed ON model_prices;
DROP TRIGGER dismissals_are_attributed ON price_dismissals;
DROP TRIGGER exchange_rates_are_attributed ON exchange_rates;
DROP TRIGGER benchmarks_are_attributed ON benchmarks;
ALTER TABLE admin_audit_log DROP CONSTRAINT somebody_did_it;
