"""Scripts of Valkey: raise a generation, take a lease, take a token; each runs alone there."""

# Every value says itself how long it holds, so that one without an expiry, which only somebody
# else can have written, holds no longer. A value that is none of ours counts as none.

# Two syncs that end at the same moment may announce in either order; the higher number holds.
RAISE_GENERATION = """
local stored = redis.pcall('GET', KEYS[1])
local number, at = string.match(type(stored) == 'string' and stored or '', '^(%d+) (%d+)$')
local now, seconds = tonumber(ARGV[2]), tonumber(ARGV[3])
if not number or math.abs(now - at) > seconds or tonumber(number) <= tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'EX', ARGV[3])
end
"""

# A lease holds the Unix time at which it ends.
TAKE_LEASE = """
local stored = redis.pcall('GET', KEYS[1])
local ends = type(stored) == 'string' and tonumber(stored) or 0
local now, seconds = tonumber(ARGV[1]), tonumber(ARGV[2])
if ends > now and ends <= now + seconds then return 0 end
redis.call('SET', KEYS[1], string.format('%.3f', now + seconds), 'EX', ARGV[2])
return 1
"""

# A bucket fills evenly, holds a window's worth, and is forgotten once it would be full again.
TAKE = """
local rate, window, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tokens, stored = rate, redis.pcall('GET', KEYS[1])
local left, at = string.match(type(stored) == 'string' and stored or '', '^([^:]+):([^:]+)$')
left, at = tonumber(left or ''), tonumber(at or '')
if left and at and left >= 0 and at <= now + window then
  tokens = math.min(rate, left + math.max(0, now - at) * rate / window)
end
local allowed = 0
if tokens >= 1 then tokens, allowed = tokens - 1, 1 end
redis.call('SET', KEYS[1], string.format('%.6f:%.3f', tokens, now), 'EX', window + 1)
return {allowed, math.floor(tokens), math.ceil((1 - math.min(tokens, 1)) * window / rate)}
"""
