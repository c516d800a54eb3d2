-- What a model without any price costs at a seller: included in a plan, by a trial's credits, or in
-- points that are no money; NULL where the price is just not published.
ALTER TABLE providers
  ADD COLUMN without_price text
    CONSTRAINT without_price_is_known CHECK (without_price IN ('included', 'trial', 'points'));
