-- A service that has ended: its list is not asked, its offers are over, and nobody is alerted.
ALTER TABLE providers
  ADD COLUMN ended_on  date, -- the day from which nothing is sold
  ADD COLUMN successor text; -- what its seller offers in place of it
