"""The cache keeps values in use, even if others fill it."""

from service_kit.lru import Lru


def test_what_was_used_least_recently_goes_first():
    cache = Lru[str, int](2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)
    assert len(cache) == 2


def test_storing_again_counts_as_use():
    cache = Lru[str, int](2)
    for key, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        cache.put(key, value)
    assert (cache.get("a"), cache.get("b")) == (3, None)


def test_a_flood_of_other_keys_does_not_push_out_what_is_in_use():
    cache = Lru[int, str](10)
    cache.put(-1, "in use")
    for stranger in range(1000):
        cache.put(stranger, "once")
        assert cache.get(-1) == "in use"


def test_a_value_can_be_dropped_twice_and_all_cleared():
    cache = Lru[str, int](2)
    cache.put("a", 1)
    cache.drop("a")
    cache.drop("a")
    assert cache.get("a") is None
    cache.put("b", 2)
    cache.clear()
    assert len(cache) == 0


def test_the_capacity_may_be_a_sum_of_weights():
    cache = Lru[str, bytes](10, weigh=len)
    cache.put("a", b"1234")
    cache.put("b", b"1234")
    cache.put("a", b"12")
    cache.put("c", b"1234")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"12", b"1234", b"1234")
    cache.put("d", b"12345")
    assert (cache.get("a"), cache.get("b"), cache.get("c"), len(cache)) == (None, None, b"1234", 2)
    cache.put("larger than all", bytes(11))
    assert len(cache) == 0
